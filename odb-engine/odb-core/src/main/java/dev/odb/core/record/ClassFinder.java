package dev.odb.core.record;

/** Finds the application's classes by the names in records; never initializes one. */
@FunctionalInterface
public interface ClassFinder {
    /** The class of that binary name. */
    Class<?> find(String name) throws ClassNotFoundException;

    /** Finds with one class loader. */
    static ClassFinder of(ClassLoader loader) {
        return name -> Class.forName(name, false, loader);
    }
}
