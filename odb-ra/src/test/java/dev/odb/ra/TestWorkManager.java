package dev.odb.ra;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A thread for each work, as long as there are some. */
final class TestWorkManager implements WorkManager {
    /** How many may be alive at the same time. */
    volatile int limit = 100;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** The threads that have not ended. */
    List<Thread> alive() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    /** Waits until all have ended that are about to; gives those that have not. */
    List<Thread> awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        return alive();
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (alive().size() >= limit) {
            throw new WorkRejectedException("no thread");
        }
        Thread thread = new Thread(work, "work");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void scheduleWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }
}
