package dev.odb.core.object;

import dev.odb.BrokenObject;
import dev.odb.core.record.FormerNames;
import dev.odb.core.record.ObjectOfMissingClass;
import dev.odb.core.record.StoredClass;
import dev.odb.spi.Enhanced;
import dev.odb.spi.GhostMark;
import dev.odb.spi.Managed;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the application's class for a stored one with the loaders of the deployments that use the workspace, in the
 * order in which they came, and makes ghosts of it. Belongs to one workspace and goes with it.
 */
final class ClassResolver {
    private static final ClassValue<Managed> PROTOTYPES = new ClassValue<>() {
        @Override
        protected Managed computeValue(Class<?> type) {
            return prototype(type);
        }
    };

    /** Knows the classes of this library; asked last, since on a class path it knows others as well. */
    private static final ClassLoader LIBRARY = Managed.class.getClassLoader();

    private final List<ClassLoader> loaders = new ArrayList<>();
    private final FoundClasses known;
    private FoundClasses.Found found;
    /** By the ids of stored classes. */
    private Managed[] prototypes = new Managed[16];

    /**
     * With no loader but that of the API.
     *
     * @param known what others have found
     */
    ClassResolver(FoundClasses known) {
        this.known = known;
    }

    boolean has(ClassLoader loader) {
        return loaders.contains(loader);
    }

    List<ClassLoader> deployments() {
        return loaders;
    }

    void add(ClassLoader loader) {
        if (!loaders.contains(loader)) {
            loaders.add(loader);
            found = null;
            for (int id = 0; id < prototypes.length; id++) {
                prototypes[id] = prototypes[id] instanceof BrokenObject ? null : prototypes[id];
            }
        }
    }

    void addAll(ClassResolver other) {
        other.loaders.forEach(this::add);
    }

    /** A new ghost of the application's class. */
    Managed ghost(Class<?> type) {
        return PROTOTYPES.get(type).$odb_ghost();
    }

    /** A new ghost without oid and owner; a broken object if there is no class for it. */
    Managed ghost(StoredClass type) {
        return prototype(type).$odb_ghost();
    }

    /** What makes ghosts of the class. */
    Managed prototype(StoredClass type) {
        int id = type.id();
        if (id >= prototypes.length) {
            prototypes = Arrays.copyOf(prototypes, 2 * Integer.highestOneBit(id));
        }
        Managed prototype = prototypes[id];
        if (prototype == null) {
            prototype = findPrototype(type);
            prototypes[id] = prototype;
        }
        return prototype;
    }

    private Managed findPrototype(StoredClass type) {
        Class<?> named = find(type.name(), null);
        return named == null ? new ObjectOfMissingClass(type) : PROTOTYPES.get(named);
    }

    /** The class that has that name, or else one that declares to have had it; not initialized. */
    Class<?> load(String name) {
        List<ReflectiveOperationException> causes = new ArrayList<>();
        Class<?> found = find(name, causes);
        if (found == null) {
            throw ObjectMessages.classMissing(name, loaders, causes.get(0));
        }
        return found;
    }

    /** Null if there is none; the reasons are then added to the causes, if they are wanted. */
    private Class<?> find(String name, List<ReflectiveOperationException> causes) {
        if (found == null) {
            found = known.with(loaders);
        }
        Class<?> before = found.get(name);
        Class<?> now = before == null ? search(name, causes) : before;
        if (before == null && now != null) {
            found.put(name, now);
        }
        return now;
    }

    private Class<?> search(String name, List<ReflectiveOperationException> causes) {
        for (ClassLoader loader : loaders) {
            Class<?> found = find(name, loader, causes);
            if (found != null) {
                return found;
            }
        }
        Class<?> ours = find(name, LIBRARY, causes);
        if (ours != null) {
            return ours;
        }
        for (ClassLoader loader : loaders) {
            Class<?> renamed = FormerNames.find(name, loader);
            if (renamed != null) {
                return renamed;
            }
        }
        return null;
    }

    private static Class<?> find(String name, ClassLoader loader, List<ReflectiveOperationException> causes) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            if (causes != null) {
                causes.add(e);
            }
            return null;
        }
    }

    private static Managed prototype(Class<?> type) {
        // the stamp is asked of the class itself: a subclass that the enhancer has not seen inherits everything else
        boolean enhanced = type.getDeclaredAnnotation(Enhanced.class) != null;
        if (!enhanced || Modifier.isAbstract(type.getModifiers())) {
            throw ObjectMessages.notEnhanced(type);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(GhostMark.class);
            constructor.setAccessible(true);
            return (Managed) constructor.newInstance((Object) null);
        } catch (ReflectiveOperationException e) {
            throw ObjectMessages.notEnhanced(type);
        }
    }
}
