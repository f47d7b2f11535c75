package dev.odb.tests.inflow;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks again until something is so. */
public final class Waiting {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within two minutes: " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
