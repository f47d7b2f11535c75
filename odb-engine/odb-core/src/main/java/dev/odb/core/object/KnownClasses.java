package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What transactions have found for stored classes in the class loaders of deployments, so that the next one need not ask
 * the loaders again: one place for each class, for the deployment that asked last. Keeps no class and no class loader
 * alive. All threads may use it.
 */
public final class KnownClasses {
    private static final int MOST = 1 << 16;

    private volatile AtomicReferenceArray<Found> byId = new AtomicReferenceArray<>(32);

    /** The prototype is kept by its class. */
    private record Found(WeakReference<ClassLoader> loader, WeakReference<Managed> prototype) {}

    /** The ghost of the class with that id which the loader leads to, or null if that is not known. */
    Managed get(int id, ClassLoader loader) {
        AtomicReferenceArray<Found> all = byId;
        Found found = id < all.length() ? all.get(id) : null;
        return found != null && found.loader.refersTo(loader) ? found.prototype.get() : null;
    }

    /** Remembers one. */
    void put(int id, ClassLoader loader, Managed prototype) {
        if (id < MOST) {
            room(id).set(id, new Found(new WeakReference<>(loader), new WeakReference<>(prototype)));
        }
    }

    private synchronized AtomicReferenceArray<Found> room(int id) {
        AtomicReferenceArray<Found> all = byId;
        if (id >= all.length()) {
            AtomicReferenceArray<Found> longer = new AtomicReferenceArray<>(2 * Integer.highestOneBit(id));
            for (int i = 0; i < all.length(); i++) {
                longer.set(i, all.get(i));
            }
            byId = longer;
        }
        return byId;
    }
}
