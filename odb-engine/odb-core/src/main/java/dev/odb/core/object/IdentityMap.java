package dev.odb.core.object;

import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;

/**
 * The one in-memory object of each oid of a workspace. Holds those that have state and lets ghosts go that nobody else
 * holds. Not thread-safe.
 */
final class IdentityMap {
    private final LoadedObjects loaded = new LoadedObjects();
    private final GhostObjects ghosts = new GhostObjects();

    /** The object, or null if there is none. */
    Managed get(long oid) {
        Managed found = loaded.get(oid);
        return found == null ? ghosts.get(oid) : found;
    }

    LoadedObjects loaded() {
        return loaded;
    }

    GhostObjects ghosts() {
        return ghosts;
    }

    /** Adds an object; one that has state is kept. */
    void put(Managed object) {
        if (object.$odb_state() == ObjectState.GHOST) {
            ghosts.put(object, null);
        } else {
            loaded.put(object, 0, null);
        }
    }

    /**
     * An object of the map has state now.
     *
     * @param collections the bond of those that were loaded with it, or null
     */
    void loaded(Managed object, int length, Tracker collections) {
        ghosts.remove(object.$odb_oid());
        loaded.put(object, length, collections);
    }

    /**
     * An object of the map is about to be a ghost.
     *
     * @param collections the bond to collections that may have been kept, or null
     */
    void ghost(Managed object, Tracker collections) {
        loaded.remove(object);
        ghosts.put(object, collections);
    }

    /** Takes out an object that has still its oid. */
    void remove(Managed object) {
        if (!loaded.remove(object)) {
            ghosts.remove(object.$odb_oid());
        }
    }

    void clear() {
        loaded.clear();
        ghosts.clear();
    }
}
