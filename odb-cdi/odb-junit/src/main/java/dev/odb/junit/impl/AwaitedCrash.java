package dev.odb.junit.impl;

import dev.odb.junit.CrashPoint;

/** The crash that a test waits for, and what is left by it. All threads may use it. */
final class AwaitedCrash {
    private CrashPoint awaited;
    private Runnable strike;
    private CrashPoint crashed;

    /**
     * Waits for a transaction at that point.
     *
     * @param what saves what survives; called once, where the transaction is
     */
    synchronized void await(CrashPoint point, Runnable what) {
        awaited = point;
        strike = what;
    }

    /** Waits no more; says whether it came. */
    synchronized boolean stopWaiting() {
        awaited = null;
        strike = null;
        return crashed != null;
    }

    synchronized boolean isAwaited() {
        return awaited != null;
    }

    /** A transaction is there. */
    synchronized void reached(CrashPoint point) {
        requireAlive();
        if (point == awaited) {
            strike.run();
            crashed = point;
            throw JunitMessages.crashed(point);
        }
    }

    synchronized void requireAlive() {
        if (crashed != null) {
            throw JunitMessages.crashed(crashed);
        }
    }

    /** The databases are opened again. */
    synchronized void over() {
        crashed = null;
    }
}
