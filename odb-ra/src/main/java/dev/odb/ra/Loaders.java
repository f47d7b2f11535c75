package dev.odb.ra;

/** The class loader of the deployment that asks. */
final class Loaders {
    private Loaders() {}

    /** The calling thread's, or the adapter's where a thread has none. */
    static ClassLoader ofThread() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null ? loader : Loaders.class.getClassLoader();
    }
}
