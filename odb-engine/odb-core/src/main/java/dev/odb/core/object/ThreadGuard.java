package dev.odb.core.object;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Lets one thread at a time into a workspace. It finds a second one only while the first is inside a call or a slow path
 * of an object: what needs no help, such as reading a loaded field, costs nothing and is not seen. Leaving hands the
 * workspace to whoever comes next, so a connection may move from thread to thread. All threads may use it.
 */
public final class ThreadGuard {
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private int depth;

    /**
     * Goes in; a thread that is inside may do so again.
     *
     * @throws dev.odb.ConcurrentUseException if another thread is inside
     */
    public void enter() {
        Thread me = Thread.currentThread();
        if (inside.get() != me && !inside.compareAndSet(null, me)) {
            throw ObjectMessages.usedAtOnce(me, inside.get());
        }
        depth++;
    }

    /** Goes out, once for each {@link #enter}. */
    public void exit() {
        if (--depth == 0) {
            // whoever comes next sees what was done inside; nobody waits for it
            inside.setRelease(null);
        }
    }

    /** Does something inside. */
    public <T> T call(Supplier<T> what) {
        enter();
        try {
            return what.get();
        } finally {
            exit();
        }
    }

    /** The same without a result. */
    public void run(Runnable what) {
        enter();
        try {
            what.run();
        } finally {
            exit();
        }
    }
}
