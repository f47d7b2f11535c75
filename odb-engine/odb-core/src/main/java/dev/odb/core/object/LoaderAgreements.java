package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.FormerNames;
import dev.odb.core.record.StoredClass;
import dev.odb.spi.Managed;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Whether two deployments have the same classes for what a database stores. Looked up once for each pair of class loaders
 * and stored class; holds no class, and no class loader. All threads may use it.
 */
public final class LoaderAgreements {
    private final ClassCatalog catalog;
    private final Map<ClassLoader, Map<ClassLoader, Pair>> pairs = new WeakHashMap<>();

    /** For the classes of one database. */
    public LoaderAgreements(ClassCatalog catalog) {
        this.catalog = catalog;
    }

    /** What is known of two loaders so far. */
    enum Agreement {
        /** Neither has a class of the application that the other has as well. */
        OPEN,
        /** They have common classes of the application, and those are the same. */
        SAME,
        /** One class at least is another one for each. */
        DIFFERENT
    }

    private static final class Pair {
        private int looked;
        private Agreement agreement = Agreement.OPEN;
    }

    /** What the classes say that are stored by now. */
    Agreement between(ClassLoader one, ClassLoader other) {
        Pair pair;
        synchronized (pairs) {
            pair = pairs.computeIfAbsent(one, loader -> new WeakHashMap<>())
                    .computeIfAbsent(other, loader -> new Pair());
        }
        synchronized (pair) {
            while (pair.agreement != Agreement.DIFFERENT) {
                StoredClass next = catalog.find(pair.looked + 1);
                if (next == null) {
                    break;
                }
                pair.looked++;
                compare(pair, find(next.name(), one), find(next.name(), other));
            }
            return pair.agreement;
        }
    }

    private static void compare(Pair pair, Class<?> one, Class<?> other) {
        if (one == null || other == null) {
            return;
        }
        if (one != other) {
            pair.agreement = Agreement.DIFFERENT;
        } else if (one.getClassLoader() != Managed.class.getClassLoader()) {
            pair.agreement = Agreement.SAME;
        }
    }

    /** The class that has that name for a loader, or else had it; not initialized, null if there is none. */
    static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return FormerNames.find(name, loader);
        }
    }
}
