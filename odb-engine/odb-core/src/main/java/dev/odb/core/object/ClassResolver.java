package dev.odb.core.object;

import dev.odb.core.record.FormerNames;
import dev.odb.core.record.StoredClass;
import dev.odb.spi.Enhanced;
import dev.odb.spi.GhostMark;
import dev.odb.spi.Managed;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final List<ClassLoader> loaders = new ArrayList<>(List.of(Managed.class.getClassLoader()));
    private final Map<Integer, Managed> prototypes = new HashMap<>();

    void add(ClassLoader loader) {
        if (!loaders.contains(loader)) {
            loaders.add(loader);
        }
    }

    void addAll(ClassResolver other) {
        other.loaders.forEach(this::add);
    }

    /** A new ghost of the application's class. */
    Managed ghost(Class<?> type) {
        return PROTOTYPES.get(type).$odb_ghost();
    }

    /** A new ghost without oid and owner. */
    Managed ghost(StoredClass type) {
        Managed prototype = prototypes.get(type.id());
        if (prototype == null) {
            prototype = PROTOTYPES.get(load(type.name()));
            prototypes.put(type.id(), prototype);
        }
        return prototype.$odb_ghost();
    }

    /** The class that has that name, or else one that declares to have had it; not initialized. */
    Class<?> load(String name) {
        ClassNotFoundException first = null;
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                first = first == null ? e : first;
            }
        }
        for (ClassLoader loader : loaders) {
            Class<?> renamed = FormerNames.find(name, loader);
            if (renamed != null) {
                return renamed;
            }
        }
        throw ObjectMessages.classMissing(name, loaders, first);
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
