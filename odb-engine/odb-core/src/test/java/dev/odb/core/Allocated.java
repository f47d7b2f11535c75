package dev.odb.core;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Counts what is allocated. */
public final class Allocated {
    private static final int TIMES = 100_000;

    private Allocated() {}

    /** The bytes that the calling thread allocates for each call, as an average of many. */
    public static long by(Supplier<?> call) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        run(call);
        long before = threads.getThreadAllocatedBytes(thread);
        run(call);
        return (threads.getThreadAllocatedBytes(thread) - before) / TIMES;
    }

    private static void run(Supplier<?> call) {
        for (int i = 0; i < TIMES; i++) {
            if (call.get() != null) {
                throw new IllegalStateException("it was to give nothing");
            }
        }
    }
}
