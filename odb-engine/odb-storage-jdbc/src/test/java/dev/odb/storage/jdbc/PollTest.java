package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who comes while somebody asks shares the next answer, and only that. */
class PollTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Semaphore asking = new Semaphore(0);
    private final Semaphore answer = new Semaphore(0);
    private final Poll poll = new Poll(this::ask);

    private void ask() {
        asked.incrementAndGet();
        asking.release();
        answer.acquireUninterruptibly();
        RuntimeException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }

    @Test
    void callersDuringAPoll_shareTheNext() throws Exception {
        Caller first = new Caller();
        asking.acquire();
        List<Caller> later = List.of(new Caller(), new Caller(), new Caller());
        later.forEach(Caller::awaitWaiting);
        answer.release();
        first.thread.join();
        asking.acquire();
        assertThat(later)
                .as("the first answer may lack what was acknowledged before they came")
                .noneMatch(Caller::isOver);
        answer.release();
        for (Caller each : later) {
            each.thread.join();
            assertThat(each.failure).isNull();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void failure_isSharedAndTheNextAsksAgain() throws Exception {
        Caller first = new Caller();
        asking.acquire();
        List<Caller> later = List.of(new Caller(), new Caller());
        later.forEach(Caller::awaitWaiting);
        answer.release();
        first.thread.join();
        asking.acquire();
        failure.set(new IllegalStateException("gone"));
        answer.release();
        for (Caller each : later) {
            each.thread.join();
            assertThat(each.failure).hasMessage("gone");
        }
        assertThat(asked).hasValue(2);
        answer.release();
        poll.run();
        assertThat(asked).hasValue(3);
        failure.set(new IllegalStateException("gone again"));
        answer.release();
        assertThatThrownBy(poll::run).hasMessage("gone again");
    }

    /** A thread that polls. */
    private final class Caller {
        final Thread thread = new Thread(this::run);
        volatile RuntimeException failure;

        Caller() {
            thread.start();
        }

        private void run() {
            try {
                poll.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(isOver()).isFalse();
                Thread.onSpinWait();
            }
        }

        boolean isOver() {
            return !thread.isAlive();
        }
    }
}
