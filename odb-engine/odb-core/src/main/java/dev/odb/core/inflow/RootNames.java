package dev.odb.core.inflow;

import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.MainLine;
import dev.odb.spi.Managed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the application's roots as of the transaction that was looked at last; read again when one has written the root directory.
 * Whoever uses it keeps packs away from what is read. One thread.
 */
final class RootNames {
    private static final long DIRECTORY = 0;
    private static final String PAGES = "dev.odb.collections.";
    private static final String OWN = "odb.";

    private final DatabaseContext database;
    private final ClassLoader loader;
    private Map<String, Object> roots;
    private Set<Long> pages = Set.of();

    /**
     * Not read yet.
     *
     * @param loader finds the classes of what the directory itself holds
     */
    RootNames(DatabaseContext database, ClassLoader loader) {
        this.database = database;
        this.loader = loader;
    }

    /** What is known is of another time than what comes next. */
    void forget() {
        roots = null;
    }

    /** The names of the roots whose entry, or whose object, that transaction has written; each is asked about, in order. */
    Set<String> written(long tid, Writes writes) {
        if (roots == null) {
            read(tid - 1);
        }
        Set<String> names = new TreeSet<>();
        if (pages.stream().anyMatch(page -> writes.find(page) >= 0)) {
            Map<String, Object> before = roots;
            read(tid);
            before.keySet().stream().filter(name -> !roots.containsKey(name)).forEach(names::add);
            roots.forEach((name, root) -> {
                if (!before.containsKey(name) || !Objects.equals(before.get(name), root)) {
                    names.add(name);
                }
            });
        }
        roots.forEach((name, root) -> {
            if (root instanceof Oid object && writes.find(object.oid) >= 0) {
                names.add(name);
            }
        });
        return names;
    }

    /** A root that is an object of its own. */
    private record Oid(long oid) {}

    private void read(long tid) {
        Map<String, Object> found = new HashMap<>();
        pages = new HashSet<>(Set.of(DIRECTORY));
        if (MainLine.load(database.storage(), DIRECTORY, tid) != null) {
            findPages(tid);
            readInto(found, tid);
        }
        roots = found;
    }

    private void readInto(Map<String, Object> found, long tid) {
        Workspace past = Workspace.ofPast(database, tid);
        try {
            past.turnTo(past.use(loader));
            past.roots().map().forEach((name, root) -> {
                if (!name.startsWith(OWN)) {
                    found.put(name, root instanceof Managed object ? new Oid(object.$odb_oid()) : root);
                }
            });
        } finally {
            past.endClosed();
        }
    }

    private void findPages(long tid) {
        Deque<Long> unread = new ArrayDeque<>(pages);
        while (!unread.isEmpty()) {
            Revision page = MainLine.load(database.storage(), unread.remove(), tid);
            RecordInfo.classIdsByReference(page.record()).forEach((oid, id) -> {
                if (database.catalog().get(id).name().startsWith(PAGES) && pages.add(oid)) {
                    unread.add(oid);
                }
            });
        }
    }
}
