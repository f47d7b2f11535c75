package dev.odb.benchmarks.server.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Threads that increment one object, for a time and then until each is through with the call it is in. */
final class Crowd {
    private final ThreadFactory factory;
    private final double seconds;

    Crowd(ThreadFactory factory, double seconds) {
        this.factory = factory;
        this.seconds = seconds;
    }

    /**
     * What came of it.
     *
     * @param perSecond calls, by all threads
     * @param median of the calls, in microseconds
     * @param slowest of the calls, in microseconds
     * @param passed calls of others that were through while one was under way, the median
     * @param mostPassed the same, at most
     * @param fewest calls of a thread
     * @param most calls of a thread
     * @param attempts transactions begun for a call
     * @param lost calls that returned and are not counted
     */
    record Result(
            double perSecond,
            double median,
            double slowest,
            long passed,
            long mostPassed,
            int fewest,
            int most,
            double attempts,
            int lost) {
        /** The values with tabs between them. */
        String line() {
            return Stream.of(perSecond, median, slowest, passed, mostPassed, fewest, most, attempts, lost)
                    .map(Object::toString)
                    .collect(Collectors.joining("\t"));
        }
    }

    /** As long unmeasured, so that it is compiled, and then measured. */
    Result measure(HotObject object, int threads) throws Exception {
        run(object, threads);
        return run(object, threads);
    }

    private Result run(HotObject object, int threads) throws Exception {
        int before = object.amount();
        long attempts = object.attempts();
        long start = System.nanoTime();
        List<Caller> all = call(object, threads, start + (long) (seconds * 1e9));
        double took = (System.nanoTime() - start) / 1e9;
        long[] times = all.stream().flatMapToLong(Caller::times).sorted().toArray();
        long[] passed = all.stream().flatMapToLong(Caller::passed).sorted().toArray();
        int calls = times.length;
        return new Result(
                calls / took,
                times[calls / 2] / 1e3,
                times[calls - 1] / 1e3,
                passed[calls / 2],
                passed[calls - 1],
                all.stream().mapToInt(Caller::calls).min().orElseThrow(),
                all.stream().mapToInt(Caller::calls).max().orElseThrow(),
                (double) (object.attempts() - attempts) / calls,
                calls - (object.amount() - before));
    }

    private List<Caller> call(HotObject object, int threads, long end) throws Exception {
        AtomicLong through = new AtomicLong();
        ExecutorService executor = Executors.newFixedThreadPool(threads, factory);
        try {
            List<Future<Caller>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(new Caller(object, end, through)));
            }
            List<Caller> all = new ArrayList<>();
            for (Future<Caller> one : running) {
                all.add(one.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }
}
