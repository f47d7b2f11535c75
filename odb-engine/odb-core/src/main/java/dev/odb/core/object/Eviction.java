package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;

/**
 * Keeps the objects of a workspace that have state within bounds: a clock with a second chance. Where the hand passes, an
 * object that was used becomes COLD, so that its next use asks the workspace once, and one that is COLD already is given
 * up. So a field read costs what it always does. Objects of which the application may have kept an array go last.
 * Not thread-safe.
 */
final class Eviction {
    private final LoadedObjects loaded;
    private final MemoryBounds bounds;
    private final Evictable objects;
    private int holds;
    private int nextSize;
    private long nextBytes;

    /** The objects' side. */
    interface Evictable {
        /** Whether the application may have a value of the object, of which a change would be lost, from earlier times. */
        boolean isRisky(Managed object);

        /** Makes an unchanged object a ghost, if it can be one; says whether it is one. */
        boolean evict(Managed object);
    }

    Eviction(LoadedObjects loaded, MemoryBounds bounds, Evictable objects) {
        this.loaded = loaded;
        this.bounds = bounds;
        this.objects = objects;
        relax();
    }

    /** Until as many {@link #release}s nothing is given up. */
    void hold() {
        holds++;
    }

    void release() {
        holds--;
    }

    /** What could not be given up may be by now. */
    void relax() {
        nextSize = bounds.objects();
        nextBytes = bounds.bytes();
    }

    /** Gives objects up while there are too many, but not this one. */
    void makeRoom(Managed kept) {
        if (holds > 0 || loaded.size() <= nextSize && loaded.bytes() <= nextBytes) {
            return;
        }
        hold();
        try {
            goRound(2, kept, bounds, false);
            if (isOver(bounds)) {
                // more than needed, so that it is not so again at once
                goRound(1, kept, new MemoryBounds(less(bounds.objects()), less(bounds.bytes())), true);
            }
        } finally {
            release();
        }
        relax();
        if (isOver(bounds)) {
            // most of them must stay: looking again at each load would take time without end
            nextSize = Math.max(nextSize, loaded.size() + loaded.size() / 8);
            nextBytes = Math.max(nextBytes, loaded.bytes() + loaded.bytes() / 8);
        }
    }

    private boolean isOver(MemoryBounds limit) {
        return loaded.size() > limit.objects() || loaded.bytes() > limit.bytes();
    }

    private static int less(int bound) {
        return bound - bound / 8;
    }

    private static long less(long bound) {
        return bound - bound / 8;
    }

    private void goRound(int times, Managed kept, MemoryBounds limit, boolean risky) {
        for (long steps = (long) times * loaded.size(); steps > 0 && isOver(limit); steps--) {
            step(kept, risky);
        }
    }

    private void step(Managed kept, boolean risky) {
        Managed object = loaded.atHand();
        if (object != null && object != kept) {
            byte state = object.$odb_state();
            if (state == ObjectState.UP_TO_DATE || state == ObjectState.UNREAD) {
                object.$odb_state(ObjectState.COLD);
            } else if (state == ObjectState.COLD && (risky || !objects.isRisky(object)) && objects.evict(object)) {
                // another one may have moved to where the hand is
                return;
            }
        }
        loaded.moveHand();
    }
}
