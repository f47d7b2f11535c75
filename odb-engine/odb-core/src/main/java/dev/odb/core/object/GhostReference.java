package dev.odb.core.object;

import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** A ghost, as long as anybody refers to it; with the bond to its former collections, as long as anybody has one. */
final class GhostReference extends WeakReference<Managed> {
    final long oid;
    private WeakReference<Tracker> collections;

    GhostReference(Managed ghost, ReferenceQueue<Managed> queue) {
        super(ghost, queue);
        oid = ghost.$odb_oid();
    }

    void collections(Tracker tracker) {
        collections = tracker == null ? null : new WeakReference<>(tracker);
    }

    /** The bond that keeps the object's former state for a collection which somebody has kept, or null. */
    Tracker collections() {
        return collections == null ? null : collections.get();
    }
}
