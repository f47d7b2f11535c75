package dev.odb.tests.replay;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Eight threads of the container that comment on one issue. In their first transactions they meet after they have read the
 * issue and before one of them writes, so that seven of them lose.
 */
@ApplicationScoped
public class Crowd {
    static final int THREADS = 8;

    @Resource
    private ManagedThreadFactory factory;

    /** Gives what the callers caught. */
    List<Exception> run(int commentsEach, String key, Commenter commenter) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, factory);
        try {
            CyclicBarrier meeting = new CyclicBarrier(THREADS);
            List<Callable<List<Exception>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "thread " + i;
                tasks.add(() -> comment(commentsEach, name, key, commenter, meeting));
            }
            return caught(threads.invokeAll(tasks, 5, TimeUnit.MINUTES));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Exception> comment(
            int count, String name, String key, Commenter commenter, CyclicBarrier meeting) {
        List<Exception> caught = new ArrayList<>();
        AtomicBoolean met = new AtomicBoolean();
        for (int i = 0; i < count; i++) {
            try {
                commenter.comment(key, name + ", comment " + i, () -> meet(meeting, met));
            } catch (Exception e) {
                caught.add(e);
            }
        }
        return caught;
    }

    private static void meet(CyclicBarrier meeting, AtomicBoolean met) {
        if (met.compareAndSet(false, true)) {
            try {
                meeting.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("The others did not come", e);
            }
        }
    }

    private static List<Exception> caught(List<Future<List<Exception>>> results)
            throws InterruptedException, ExecutionException {
        List<Exception> all = new ArrayList<>();
        for (Future<List<Exception>> result : results) {
            all.addAll(result.get());
        }
        return all;
    }
}
