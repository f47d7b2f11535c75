package dev.odb.storage.jdbc;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the database what is new. One asks at a time; whoever comes meanwhile may not take that answer, since what was
 * acknowledged just before he came may not be in it, but shares the next one with all who wait.
 */
final class Poll {
    private final Runnable ask;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private boolean asking;
    /** Number of the newest that has begun. */
    private long begun;
    /** Number of the newest that is over. */
    private long ended;
    /** How that one failed, or null. */
    private RuntimeException failure;

    Poll(Runnable ask) {
        this.ask = ask;
    }

    /** Returns when somebody has asked who began to do so after this call. */
    void run() {
        if (isAnswered()) {
            return;
        }
        RuntimeException failed = null;
        boolean answered = false;
        try {
            ask.run();
            answered = true;
        } catch (RuntimeException e) {
            failed = e;
            throw e;
        } finally {
            end(answered || failed != null ? failed : new IllegalStateException("Nobody has an answer."));
        }
    }

    /** False if it is this thread that has to ask. */
    private boolean isAnswered() {
        lock.lock();
        try {
            long wanted = begun + 1;
            while (ended < wanted) {
                if (!asking) {
                    asking = true;
                    begun++;
                    return false;
                }
                over.awaitUninterruptibly();
            }
            if (failure != null) {
                throw failure;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end(RuntimeException failed) {
        lock.lock();
        try {
            asking = false;
            ended = begun;
            failure = failed;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
