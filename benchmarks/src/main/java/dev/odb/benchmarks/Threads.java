package dev.odb.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Runs the same thing in many threads for a time. */
final class Threads {
    private Threads() {}

    /** Counts from all threads. */
    static final class Counted {
        private final LongAdder count = new LongAdder();

        void add() {
            count.increment();
        }

        long total() {
            return count.sum();
        }
    }

    /**
     * Runs for the same time unmeasured, so that it is compiled, and then measured.
     *
     * @param work makes the work of a thread
     * @return how often it was done a second, by all threads
     */
    static double rate(int threads, double seconds, Function<Random, Callable<Void>> work) throws Exception {
        long warm = System.nanoTime() + (long) (seconds * 1e9);
        long end = warm + (long) (seconds * 1e9);
        LongAdder done = new LongAdder();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<Void> one = work.apply(new Random(i));
                all.add(executor.submit(() -> {
                    run(one, warm, end, done);
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
        return done.sum() / ((System.nanoTime() - warm) / 1e9);
    }

    private static void run(Callable<Void> work, long warm, long end, LongAdder done) throws Exception {
        while (System.nanoTime() < warm) {
            work.call();
        }
        do {
            work.call();
            done.increment();
        } while (System.nanoTime() < end);
    }
}
