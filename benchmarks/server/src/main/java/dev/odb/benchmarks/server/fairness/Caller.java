package dev.odb.benchmarks.server.fairness;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** One thread of a crowd: calls until the time is over, and is through with the call it is in then. */
final class Caller implements Callable<Caller> {
    private final HotObject object;
    private final long end;
    private final AtomicLong through;
    private long[] times = new long[1024];
    private long[] passed = new long[1024];
    private int calls;

    /**
     * Of an object.
     *
     * @param end as {@link System#nanoTime}
     * @param through counts the calls of all callers
     */
    Caller(HotObject object, long end, AtomicLong through) {
        this.object = object;
        this.end = end;
        this.through = through;
    }

    @Override
    public Caller call() throws Exception {
        long now = System.nanoTime();
        do {
            long start = now;
            long before = through.get();
            object.increment();
            long after = through.getAndIncrement();
            now = System.nanoTime();
            if (calls == times.length) {
                times = Arrays.copyOf(times, 2 * calls);
                passed = Arrays.copyOf(passed, 2 * calls);
            }
            times[calls] = now - start;
            passed[calls++] = after - before;
        } while (now < end);
        return this;
    }

    int calls() {
        return calls;
    }

    /** What each call took, in nanoseconds. */
    LongStream times() {
        return Arrays.stream(times, 0, calls);
    }

    /** How many calls of others were through while each was under way. */
    LongStream passed() {
        return Arrays.stream(passed, 0, calls);
    }
}
