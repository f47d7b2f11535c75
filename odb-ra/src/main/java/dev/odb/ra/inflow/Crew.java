package dev.odb.ra.inflow;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Threads of the server's work manager that do a job. One of them waits for something to do; when it has found something it
 * has another one take its place, up to a limit, so a job without work keeps one thread. Whatever a step throws, the job goes
 * on, after a while. All threads may use it.
 */
final class Crew {
    private static final Logger LOG = System.getLogger(Crew.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final String source;
    private final Job job;
    private final int limit;
    private final IntFunction<Duration> backoff;
    private final WorkManager threads;
    private final boolean hints;
    private int members;
    private int waiting;
    private boolean stopping;
    /** What was logged last, if nothing has succeeded since. */
    private String failure;

    /**
     * Makes one without members.
     *
     * @param source for messages
     * @param limit how many members it may have
     * @param backoff how long a member waits after so many failures in a row
     * @param hints whether the work manager takes the hint that something runs for long
     */
    Crew(String source, Job job, int limit, IntFunction<Duration> backoff, WorkManager threads, boolean hints) {
        this.source = source;
        this.job = job;
        this.limit = limit;
        this.backoff = backoff;
        this.threads = threads;
        this.hints = hints;
    }

    /** Sends its first member to work. */
    void start() throws WorkException {
        synchronized (this) {
            members++;
            waiting++;
        }
        hire();
    }

    private void hire() throws WorkException {
        boolean hired = false;
        try {
            threads.scheduleWork(
                    (hints ? new LongMember() : new Member()).of(this), WorkManager.INDEFINITE, null, null);
            hired = true;
        } finally {
            if (!hired) {
                leave();
            }
        }
    }

    private synchronized void leave() {
        members--;
        waiting--;
        notifyAll();
    }

    /** A member has found something to do. */
    private void found() {
        synchronized (this) {
            waiting--;
            if (waiting > 0 || members == limit || stopping) {
                return;
            }
            members++;
            waiting++;
        }
        try {
            hire();
        } catch (WorkException | RuntimeException e) {
            LOG.log(Level.DEBUG, () -> InflowMessages.fewer(source, members(), e));
        }
    }

    /** How many threads it has now. */
    synchronized int members() {
        return members;
    }

    /** Begins no step any more. */
    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        job.close();
    }

    /** Waits until it has no member left; false if the time is over. */
    synchronized boolean await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); members > 0 && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return members == 0;
    }

    /** Waits so long, or until it is to stop. */
    private synchronized void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); !stopping && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /** A member that found nothing leaves if another one waits; of two that find nothing at the same time one stays. */
    private synchronized boolean leaveIfSpare() {
        boolean spare = waiting > 1;
        if (spare) {
            leave();
        }
        return spare;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void work() {
        boolean left = false;
        try {
            int failures = 0;
            while (!left && !isStopping()) {
                Job.Step step = step(failures);
                left = step == Job.Step.IDLE && leaveIfSpare();
                failures = step == Job.Step.FAILED ? failures + 1 : 0;
                if (failures == 0) {
                    succeeded();
                }
            }
        } finally {
            if (!left) {
                leave();
            }
        }
    }

    /** What fails for long, such as a database that nothing can be written to, is an error once and not each time. */
    private void failed(Throwable reason) {
        boolean known;
        synchronized (this) {
            String text = reason.toString();
            known = text.equals(failure);
            failure = text;
        }
        LOG.log(known ? Level.DEBUG : Level.ERROR, InflowMessages.failing(source, reason), reason);
    }

    private synchronized void succeeded() {
        failure = null;
    }

    /** A step, after which the member counts as waiting again; after so many failures it waits first. */
    private Job.Step step(int failures) {
        boolean[] found = new boolean[1];
        try {
            if (failures > 0) {
                pause(backoff.apply(failures));
            }
            return job.step(IDLE, () -> {
                found[0] = true;
                found();
            });
        } catch (InterruptedException e) {
            return Job.Step.DONE; // a server that wants the thread back calls release
        } catch (RuntimeException | Error e) {
            failed(e);
            return Job.Step.FAILED;
        } finally {
            if (found[0]) {
                synchronized (this) {
                    waiting++;
                }
            }
        }
    }

    /** What the server runs. Its idle threads remember it, so it lets go of the crew when it has ended. */
    private static class Member implements Work {
        private final AtomicReference<Crew> crew = new AtomicReference<>();

        Member of(Crew joined) {
            crew.set(joined);
            return this;
        }

        @Override
        public void run() {
            try {
                crew.get().work();
            } finally {
                crew.set(null);
            }
        }

        /** The server wants its threads back. */
        @Override
        public void release() {
            Crew working = crew.get();
            if (working != null) {
                working.stop();
            }
        }
    }

    /** One that tells the server not to take a thread for it that is meant for short work. */
    private static final class LongMember extends Member implements WorkContextProvider {
        private static final long serialVersionUID = 1;

        @Override
        public List<WorkContext> getWorkContexts() {
            HintsContext runsLong = new HintsContext();
            runsLong.setHint(HintsContext.LONGRUNNING_HINT, true);
            return List.of(runsLong);
        }
    }
}
