package dev.odb.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.core.transaction.LockRefusedException.Reason;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Object locks: exclusive and shared, first come first served, cycles broken, the commit gate. */
@Timeout(60)
class LockTableTest {
    private static final long[] A = {1};
    private static final long[] B = {2};

    private final LockTable table = new LockTable();
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final ExecutorService two = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        one.shutdownNow();
        two.shutdownNow();
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    }

    private static long late() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }

    private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
        return thread.submit(work).get();
    }

    private LockOwner holding(ExecutorService thread, long[] oids, boolean exclusive) throws Exception {
        return on(thread, () -> {
            LockOwner owner = LockOwner.ofThread();
            table.lock(owner, oids, exclusive, soon());
            return owner;
        });
    }

    private void awaitWaiting(LockOwner owner) {
        while (owner.waiting == null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void wantedByOthers_areThoseThatTheyHoldOrWaitForAlone() throws Exception {
        long[] asked = {1, 2, 3, 4};
        LockOwner mine = LockOwner.ofThread();
        table.lock(mine, new long[] {3}, true, soon());
        LockOwner holder = holding(one, A, true);
        table.lock(holder, new long[] {4}, false, soon());
        assertThat(table.wantedByOthers(mine, asked)).containsExactly(1);
        assertThat(table.wantedByOthers(holder, asked)).containsExactly(3);

        LockOwner waiting = on(two, LockOwner::ofThread);
        Future<?> wait = two.submit(() -> {
            table.lock(waiting, new long[] {4}, true, late());
            return null;
        });
        awaitWaiting(waiting);
        assertThat(table.wantedByOthers(mine, asked)).containsExactly(1, 4);
        table.release(holder);
        wait.get();
        table.release(waiting);
        assertThat(table.wantedByOthers(mine, asked)).isEmpty();
    }

    @Test
    void exclusiveLock_keepsOthersOutUntilReleased() throws Exception {
        LockOwner holder = holding(one, A, true);
        LockOwner other = on(two, LockOwner::ofThread);
        LockRefusedException refused =
                catchThrowableOfType(LockRefusedException.class, () -> table.lock(other, A, true, soon()));
        assertThat(refused.reason).isEqualTo(Reason.TIMEOUT);
        assertThat(refused.oid).isEqualTo(1);
        table.release(holder);
        table.lock(other, A, true, soon());
        table.lock(other, A, true, soon());
    }

    /**
     * A replay that waited for a transaction which was cut off with its application kept a thread of the server, and with
     * it the class loaders of application and adapter, for as long as replays may wait.
     */
    @Test
    void closedTable_refusesWhoWaitsAndWhoComes() throws Exception {
        holding(one, A, true);
        LockOwner other = on(two, LockOwner::ofThread);
        Future<?> waiting = two.submit(() -> {
            table.lock(other, A, true, System.nanoTime() + TimeUnit.HOURS.toNanos(1));
            return null;
        });
        awaitWaiting(other);

        table.close();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockRefusedException.class);
        assertThatThrownBy(() -> table.lock(LockOwner.ofThread(), A, true, late()))
                .isInstanceOf(LockRefusedException.class);
    }

    @Test
    void sharedLocks_goTogetherAndKeepWritersOut() throws Exception {
        LockOwner first = holding(one, A, false);
        LockOwner second = holding(two, A, false);
        LockOwner writer = LockOwner.ofThread();
        assertThatThrownBy(() -> table.lock(writer, A, true, soon())).isInstanceOf(LockRefusedException.class);
        table.release(first);
        table.release(second);
        table.lock(writer, A, true, soon());
    }

    /** Eight importers that wrote one counter and read one tree's root, which some wrote, gave each other up all the time. */
    @Test
    void locksToReadAndToWrite_areTakenInOneOrder() throws Exception {
        LockOwner splits = holding(one, A, true);
        LockOwner counts = on(two, LockOwner::ofThread);
        Future<?> waiting = two.submit(() -> {
            table.lock(counts, B, A, late());
            return null;
        });
        awaitWaiting(counts);
        on(one, () -> {
            table.lock(splits, B, true, soon());
            return null;
        });
        table.release(splits);
        waiting.get();
        assertThat(table.size()).isEqualTo(2);
        table.release(counts);
        assertThat(table.size()).isZero();
    }

    @Test
    void sharedLock_isUpgradedByItsOnlyHolder() throws Exception {
        LockOwner holder = holding(one, A, false);
        table.lock(holder, A, true, soon());
        LockOwner other = LockOwner.ofThread();
        assertThatThrownBy(() -> table.lock(other, A, false, soon())).isInstanceOf(LockRefusedException.class);
    }

    @Test
    void waiters_areServedInOrder() throws Exception {
        LockOwner holder = LockOwner.ofThread();
        table.lock(holder, A, true, soon());
        LockOwner first = on(one, LockOwner::ofThread);
        Future<?> firstWaits = one.submit(() -> {
            table.lock(first, A, true, late());
            return null;
        });
        awaitWaiting(first);
        LockOwner second = on(two, LockOwner::ofThread);
        Future<?> secondWaits = two.submit(() -> {
            table.lock(second, A, true, late());
            return null;
        });
        awaitWaiting(second);
        table.release(holder);
        firstWaits.get();
        assertThat(secondWaits.isDone()).isFalse();
        table.release(first);
        secondWaits.get();
    }

    @Test
    void cycle_makesTheYoungerLoseAtOnce() throws Exception {
        LockOwner older = holding(one, A, true);
        LockOwner younger = holding(two, B, true);
        Future<?> olderWaits = one.submit(() -> {
            table.lock(older, B, true, late());
            return null;
        });
        awaitWaiting(older);
        LockRefusedException refused = catchThrowableOfType(LockRefusedException.class, () -> {
            try {
                on(two, () -> {
                    table.lock(younger, A, true, late());
                    return null;
                });
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        });
        assertThat(refused.reason).isEqualTo(Reason.CYCLE);
        assertThat(olderWaits.isDone()).isFalse();
        table.release(younger);
        olderWaits.get();
    }

    /** A last attempt that waited for running commits to end was given up because it was the youngest: a dead letter. */
    @Test
    void cycleAtTheGate_isNotLostByWhoClosesIt() throws Exception {
        LockOwner committing = on(one, () -> {
            LockOwner owner = LockOwner.ofThread();
            table.enterCommit(owner, soon());
            return owner;
        });
        LockOwner last = holding(two, A, true);
        Future<?> closes = two.submit(() -> {
            table.closeGate(last, late());
            return null;
        });
        awaitWaiting(last);
        LockRefusedException refused =
                catchThrowableOfType(LockRefusedException.class, () -> table.lock(committing, A, true, late()));
        assertThat(refused.reason).isEqualTo(Reason.CYCLE);
        table.leaveCommit(committing, false);
        closes.get();
    }

    /** Only one of the cycles was broken; the other transactions stood still until their lock wait was over. */
    @Test
    void waitThatClosesSeveralCycles_breaksThemAll() throws Exception {
        ExecutorService three = Executors.newSingleThreadExecutor();
        try {
            LockOwner older = on(three, LockOwner::ofThread);
            table.lock(older, B, true, soon());
            LockOwner first = holding(one, A, false);
            LockOwner second = holding(two, A, false);
            Future<?> firstWaits = one.submit(() -> {
                table.lock(first, B, true, late());
                return null;
            });
            awaitWaiting(first);
            Future<?> secondWaits = two.submit(() -> {
                table.lock(second, B, true, late());
                return null;
            });
            awaitWaiting(second);
            Future<?> olderWaits = three.submit(() -> {
                table.lock(older, A, true, late());
                return null;
            });
            assertThatThrownBy(firstWaits::get).hasMessageContaining("CYCLE");
            assertThatThrownBy(secondWaits::get).hasMessageContaining("CYCLE");
            table.release(first);
            table.release(second);
            olderWaits.get();
        } finally {
            three.shutdownNow();
        }
    }

    @Test
    void holderOnTheSameThread_isNotWaitedFor() throws Exception {
        table.lock(LockOwner.ofThread(), A, true, soon());
        LockOwner inner = LockOwner.ofThread();
        LockRefusedException refused =
                catchThrowableOfType(LockRefusedException.class, () -> table.lock(inner, A, true, late()));
        assertThat(refused.reason).isEqualTo(Reason.SAME_THREAD);
    }

    /** A prepared branch's thread goes on to other transactions; they wait for the branch as everybody does. */
    @Test
    void preparedBranchOfTheSameThread_isWaitedFor() throws Exception {
        LockOwner prepared = LockOwner.ofThread();
        table.enterCommit(prepared, soon());
        table.lock(prepared, A, true, soon());
        table.leaveCommit(prepared, true);
        LockOwner next = LockOwner.ofThread();
        LockRefusedException refused =
                catchThrowableOfType(LockRefusedException.class, () -> table.lock(next, A, true, soon()));
        assertThat(refused.reason).isEqualTo(Reason.TIMEOUT);
        table.release(prepared);
        table.lock(next, A, true, soon());
        table.release(next);
        assertThat(table.size()).isZero();
    }

    @Test
    void closedGate_keepsOtherCommitsWaiting() throws Exception {
        LockOwner last = on(one, () -> {
            LockOwner owner = LockOwner.ofThread();
            table.closeGate(owner, soon());
            return owner;
        });
        table.enterCommit(last, soon());
        LockOwner other = LockOwner.ofThread();
        assertThatThrownBy(() -> table.enterCommit(other, soon())).isInstanceOf(LockRefusedException.class);
        table.leaveCommit(last, false);
        table.release(last);
        table.enterCommit(other, soon());
    }

    @Test
    void gate_closesWhenRunningCommitsAreThrough() throws Exception {
        LockOwner committing = LockOwner.ofThread();
        table.enterCommit(committing, soon());
        LockOwner last = on(one, LockOwner::ofThread);
        Future<?> closes = one.submit(() -> {
            table.closeGate(last, late());
            return null;
        });
        awaitWaiting(last);
        assertThat(closes.isDone()).isFalse();
        table.leaveCommit(committing, false);
        closes.get();
    }

    /** With newcomers let in, a last attempt waited for a moment without any commit, which never came under load. */
    @Test
    void closingGate_letsNobodyElseIn() throws Exception {
        LockOwner committing = LockOwner.ofThread();
        table.enterCommit(committing, soon());
        LockOwner last = on(one, LockOwner::ofThread);
        Future<?> closes = one.submit(() -> {
            table.closeGate(last, late());
            return null;
        });
        awaitWaiting(last);
        LockOwner newcomer = LockOwner.ofThread();
        assertThatThrownBy(() -> table.enterCommit(newcomer, soon())).isInstanceOf(LockRefusedException.class);
        table.leaveCommit(committing, false);
        closes.get();
    }

    /** A message's last delivery gave up for an older first one, and went to the dead-letter queue. */
    @Test
    void cycle_makesALastAttemptWinOverOlderOnes() throws Exception {
        LockOwner older = holding(one, A, true);
        LockOwner last = on(two, () -> {
            LockOwner owner = LockOwner.ofThread();
            table.closeGate(owner, soon());
            table.lock(owner, B, true, soon());
            return owner;
        });
        Future<?> lastWaits = two.submit(() -> {
            table.lock(last, A, true, late());
            return null;
        });
        awaitWaiting(last);
        Future<?> olderWaits = one.submit(() -> {
            table.lock(older, B, true, late());
            return null;
        });
        assertThatThrownBy(olderWaits::get)
                .hasCauseInstanceOf(LockRefusedException.class)
                .hasMessageContaining("CYCLE");
        table.release(older);
        lastWaits.get();
    }

    @Test
    void lastAttempt_waitsForWhatWasPreparedBefore() throws Exception {
        LockOwner prepared = LockOwner.ofThread();
        table.enterCommit(prepared, soon());
        table.lock(prepared, A, true, soon());
        table.leaveCommit(prepared, true);
        LockOwner last = on(one, LockOwner::ofThread);
        Future<?> waits = one.submit(() -> {
            table.closeGate(last, late());
            table.awaitDecisions(last, late());
            return null;
        });
        awaitWaiting(last);
        assertThat(waits.isDone()).isFalse();
        table.release(prepared);
        waits.get();
    }
}
