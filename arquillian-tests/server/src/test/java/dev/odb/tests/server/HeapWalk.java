package dev.odb.tests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridkit.jvmtool.heapdump.HeapWalker;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;

/**
 * Finds the class loaders of deployments in a server's heap dump, and what keeps each: a breadth-first walk from the
 * garbage collector's roots along strong references, so that the paths are shortest. What only a soft, weak or phantom
 * reference leads to is not reachable. The references by which server and JDK are known to keep the one or other loader are
 * followed last, so what is found by them alone is told apart.
 */
final class HeapWalk {
    private static final String LOADER = "org.jboss.modules.ModuleClassLoader";
    private static final String TASK = "org.jboss.threads.EnhancedQueueExecutor$Task";
    private static final String IDLE = "org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode";
    /** Artemis notes with connections, their factories and locators who made them: the stack, or its protection domains. */
    private static final Set<String> MAKERS = Set.of("creationStack", "traceException", "createTrace", "acc");

    private static final String PREFIX = "deployment.";

    private final Heap heap;
    private final LongLinks cameFrom = new LongLinks();
    private final Deque<Long> open = new ArrayDeque<>();
    private final Map<Long, String> loaders = new TreeMap<>();
    private final Map<Long, Long> last = new LinkedHashMap<>();
    private Map<String, List<String>> paths = new TreeMap<>();

    private HeapWalk(Heap heap) {
        this.heap = heap;
    }

    /**
     * The paths to reachable loaders, by the names of the deployments' modules.
     *
     * @param kept those that are not known to be the server's doing
     * @param byServer those that server and JDK alone keep
     */
    record Found(Map<String, List<String>> kept, Map<String, List<String>> byServer) {}

    /** Walks over a dump. */
    static Found loaders(Path dump) throws IOException {
        HeapWalk walk = new HeapWalk(HeapFactory.createHeap(dump.toFile()));
        walk.find();
        Map<String, List<String>> kept = walk.fromRoots();
        return new Found(kept, walk.fromServer());
    }

    private void find() {
        for (Instance loader : heap.getJavaClassByName(LOADER).getInstances()) {
            Instance module = (Instance) loader.getValueOfField("module");
            String name = HeapWalker.valueOf(module, "name");
            if (name.startsWith(PREFIX)) {
                loaders.put(loader.getInstanceId(), name.substring(PREFIX.length()));
            }
        }
    }

    private Map<String, List<String>> fromRoots() {
        for (GCRoot root : heap.getGCRoots()) {
            Instance instance = root.getInstance();
            if (instance != null && isLastTask(root, instance)) {
                last.put(instance.getInstanceId(), 0L);
            } else if (instance != null) {
                reach(instance.getInstanceId(), 0);
            }
        }
        return walk();
    }

    private Map<String, List<String>> fromServer() {
        paths = new TreeMap<>();
        Map<Long, Long> server = Map.copyOf(last);
        server.forEach(this::reach);
        return walk();
    }

    private Map<String, List<String>> walk() {
        while (!open.isEmpty()) {
            long id = open.remove();
            String loader = loaders.get(id);
            if (loader != null) {
                paths.computeIfAbsent(loader, name -> new ArrayList<>()).add(path(id));
            }
            expand(id);
        }
        return paths;
    }

    /** A thread of the server's pools that has nothing to do has still its last task, with a context class loader. */
    private static boolean isLastTask(GCRoot root, Instance instance) {
        return instance.getJavaClass().getName().equals(TASK)
                && root instanceof JavaFrameGCRoot frame
                && Stream.of(frame.getThreadGCRoot().getStackTrace())
                        .anyMatch(call -> call.getClassName().equals(IDLE));
    }

    private void reach(long id, long from) {
        if (id != 0 && cameFrom.putIfAbsent(id, from)) {
            open.add(id);
        }
    }

    private void expand(long id) {
        JavaClass type = heap.getJavaClassByID(id);
        if (type != null) {
            for (FieldValue field : type.getStaticFieldValues()) {
                reachOrPutOff(type.getName(), field, id);
            }
            reachObject(type.getClassLoader(), id);
            JavaClass above = type.getSuperClass();
            reach(above == null ? 0 : above.getJavaClassId(), id);
            return;
        }
        Instance instance = heap.getInstanceByID(id);
        if (instance == null) {
            return; // a root that the dump does not describe
        }
        reach(instance.getJavaClass().getJavaClassId(), id);
        if (instance instanceof ObjectArrayInstance array) {
            for (long element : array.getValueIDs()) {
                reach(element, id);
            }
            return;
        }
        for (FieldValue field : instance.getFieldValues()) {
            if (!isWeak(field)) {
                reachOrPutOff(instance.getJavaClass().getName(), field, id);
            }
        }
    }

    private void reachObject(Instance target, long from) {
        reach(target == null ? 0 : target.getInstanceId(), from);
    }

    private void reach(FieldValue field, long from) {
        if (field instanceof ObjectFieldValue reference) {
            reach(reference.getInstanceId(), from);
        }
    }

    private void reachOrPutOff(String type, FieldValue field, long from) {
        if (isServers(type, field) && field instanceof ObjectFieldValue reference) {
            last.put(reference.getInstanceId(), from);
        } else {
            reach(field, from);
        }
    }

    /**
     * The JDK remembers with method handles, such as those for records, to which types they were adapted last, and for a cleaner
     * what it has to do when an object is gone, which is not so at once; the transaction manager's recovery the resources of
     * its last scan; H2 whoever opened the database, with exceptions and threads.
     */
    private static boolean isServers(String type, FieldValue field) {
        String name = field.getField().getName();
        return name.equals("asTypeCache")
                || name.equals("action") && type.equals("jdk.internal.ref.CleanerImpl$PhantomCleanableRef")
                || name.equals("_xidScans") && type.endsWith(".XARecoveryModule")
                || type.startsWith("org.h2.")
                || MAKERS.contains(name) && type.startsWith("org.apache.activemq.artemis.");
    }

    private static boolean isWeak(FieldValue field) {
        return field.getField().getName().equals("referent")
                && field.getField().getDeclaringClass().getName().equals("java.lang.ref.Reference");
    }

    private String path(long id) {
        Deque<String> steps = new ArrayDeque<>();
        for (long step = id, next = 0; step != 0; next = step, step = cameFrom.get(step)) {
            steps.addFirst(describe(step, next));
        }
        return String.join("\n    -> ", steps);
    }

    /** An object, and how it refers to the next one. */
    private String describe(long id, long next) {
        JavaClass type = heap.getJavaClassByID(id);
        if (type != null) {
            return "class " + type.getName() + field(type.getStaticFieldValues(), next);
        }
        Instance instance = heap.getInstanceByID(id);
        String name = instance.getJavaClass().getName();
        if (name.equals("java.lang.String")) {
            return name;
        }
        String thread = isThread(instance.getJavaClass()) ? " '" + HeapWalker.valueOf(instance, "name") + "'" : "";
        return instance instanceof ObjectArrayInstance ? name : name + thread + field(instance.getFieldValues(), next);
    }

    private static boolean isThread(JavaClass type) {
        for (JavaClass each = type; each != null; each = each.getSuperClass()) {
            if (each.getName().equals("java.lang.Thread")) {
                return true;
            }
        }
        return false;
    }

    private static String field(List<FieldValue> fields, long target) {
        for (FieldValue field : fields) {
            if (field instanceof ObjectFieldValue reference && reference.getInstanceId() == target && target != 0) {
                return "." + field.getField().getName();
            }
        }
        return "";
    }
}
