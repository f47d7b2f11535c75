package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.function.Predicate;

/**
 * Keeps the objects of a workspace that have state within bounds: a clock with a second chance. Where the hand passes, an
 * object that was used becomes COLD, so that its next use asks the workspace once, and one that is COLD already is given
 * up. So a field read costs what it always does. Not thread-safe.
 */
final class Eviction {
    private final LoadedObjects loaded;
    private final MemoryBounds bounds;
    private final Predicate<Managed> giveUp;
    private int holds;
    private int nextSize;
    private long nextBytes;

    /**
     * Begins.
     *
     * @param giveUp makes an unchanged object a ghost, if it can be one; says whether it is one
     */
    Eviction(LoadedObjects loaded, MemoryBounds bounds, Predicate<Managed> giveUp) {
        this.loaded = loaded;
        this.bounds = bounds;
        this.giveUp = giveUp;
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
            for (long steps = 2L * loaded.places(); steps > 0 && isFull(); steps--) {
                step(kept);
            }
        } finally {
            release();
        }
        relax();
        if (isFull()) {
            // most of them must stay: looking again at each load would take time without end
            nextSize = Math.max(nextSize, loaded.size() + loaded.size() / 8);
            nextBytes = Math.max(nextBytes, loaded.bytes() + loaded.bytes() / 8);
        }
    }

    private boolean isFull() {
        return loaded.size() > bounds.objects() || loaded.bytes() > bounds.bytes();
    }

    private void step(Managed kept) {
        Managed object = loaded.atHand();
        if (object != null && object != kept) {
            byte state = object.$odb_state();
            if (state == ObjectState.UP_TO_DATE || state == ObjectState.UNREAD) {
                object.$odb_state(ObjectState.COLD);
            } else if (state == ObjectState.COLD && giveUp.test(object)) {
                // another one may have moved to where the hand is
                return;
            }
        }
        loaded.moveHand();
    }
}
