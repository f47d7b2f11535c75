package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.replay.ConflictScope;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of replay with Narayana's own interceptors in Weld SE. */
class ReplayTest {
    private SeContainer container;
    private Work work;
    private Outer outer;
    private TransactionManager transactions;

    @BeforeEach
    void start() {
        container = Weld.start(Work.class, Outer.class);
        work = container.select(Work.class).get();
        outer = container.select(Outer.class).get();
        transactions = container.select(TransactionManager.class).get();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(transactions.getTransaction()).as("left over transaction").isNull();
        assertThat(ConflictScope.current()).as("left over scope").isNull();
        container.close();
    }

    @Test
    void conflictAtCommit_isReplayedUntilSuccess() throws Exception {
        assertThat(work.required(() -> loseAtCommit(attempt() < 3))).isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2, 3);
        assertThat(new ArrayList<>(work.transactions)).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void conflictInTheMethod_isReplayed() throws Exception {
        assertThat(work.required(() -> {
                    if (attempt() == 1) {
                        throw new IllegalStateException(LosingResource.conflict(1));
                    }
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2);
    }

    @Test
    void conflictRecordedInTheScopeOnly_isReplayed() throws Exception {
        assertThat(work.required(() -> {
                    if (attempt() == 1) {
                        transactions.getTransaction().registerSynchronization(new QuietLoss(transactions));
                    }
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2);
    }

    /** CONFORMANCE: a method whose conflicts never end is tried four times in all and then reports every attempt. */
    @Test
    void conflictsThatNeverEnd_areReportedAfterFourAttempts() {
        Throwable thrown = catchThrowable(() -> work.required(() -> loseAtCommit(true)));

        assertThat(thrown).isInstanceOf(ConflictException.class).hasMessageContaining("ODB-1007");
        assertThat(((ConflictException) thrown).oid()).isEqualTo(4);
        assertThat(thrown.getSuppressed())
                .extracting(e -> ((ConflictException) e).oid())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(work.attempts).containsExactly(1, 2, 3, 4);
    }

    @Test
    void withoutReplays_theCallerGetsTheConflictItself() {
        ConflictException conflict = LosingResource.conflict(9);

        Throwable thrown = catchThrowable(() -> work.notReplayed(() -> enlist(conflict)));

        assertThat(thrown).isSameAs(conflict);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void requiredInsideATransaction_joins() {
        Throwable thrown = catchThrowable(() -> outer.plain(() -> work.required(() -> loseAtCommit(true))));

        assertThat(thrown).isInstanceOf(RollbackException.class);
        assertThat(work.attempts).containsExactly(0);
    }

    @Test
    void nestedReplayedMethod_joinsAndTheOwnerReplays() throws Exception {
        assertThat(outer.replayed(() -> work.required(() -> loseAtCommit(attempt() < 2))))
                .isEqualTo("done");
        assertThat(outer.calls).isEqualTo(2);
        assertThat(work.attempts).containsExactly(1, 2);
    }

    @Test
    void requiresNewInsideATransaction_replaysOnItsOwn() throws Exception {
        assertThat(outer.replayed(() -> work.requiresNew(() -> loseAtCommit(attempt() < 3))))
                .isEqualTo("done");
        assertThat(outer.calls).isEqualTo(1);
        assertThat(work.attempts).containsExactly(1, 2, 3);
    }

    @Test
    void mandatory_onlyJoins() throws Exception {
        assertThat(outer.replayed(() -> work.mandatory(() -> loseAtCommit(attempt() < 2))))
                .isEqualTo("done");
        assertThat(outer.calls).isEqualTo(2);
    }

    @Test
    void applicationException_passesUnchanged() {
        IllegalArgumentException unchecked = new IllegalArgumentException("mine");
        Exception checked = new Exception("mine");

        assertThat(catchThrowable(() -> work.required(() -> fail(unchecked)))).isSameAs(unchecked);
        assertThat(catchThrowable(() -> work.required(() -> fail(checked)))).isSameAs(checked);
        assertThat(work.attempts).containsExactly(1, 1);
    }

    @Test
    void checkedExceptionAroundAConflict_commitsSoItIsNotReplayed() {
        Exception checked = new Exception("mine", LosingResource.conflict(1));

        assertThat(catchThrowable(() -> work.required(() -> fail(checked)))).isSameAs(checked);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void applicationExceptionAfterAnInnerConflict_passesUnchanged() {
        IllegalStateException mine = new IllegalStateException("mine");

        assertThat(catchThrowable(() -> work.required(() -> {
                    ConflictScope.current().lost(new NoLocks(), LosingResource.conflict(1));
                    throw mine;
                })))
                .isSameAs(mine);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void otherRollback_staysRollbackException() {
        assertThat(catchThrowable(() -> work.required(() -> enlist(new Exception("disk full")))))
                .isInstanceOf(RollbackException.class);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void staleObject_isGivenToTheCallerWithoutReplay() {
        StaleObjectException stale = LosingResource.stale(3);

        assertThat(catchThrowable(() -> work.required(() -> enlist(stale)))).isSameAs(stale);
        assertThat(catchThrowable(() -> work.required(() -> fail(stale)))).isSameAs(stale);
        assertThat(work.attempts).containsExactly(1, 1);
    }

    @Test
    void staleObjectWrappedByTheApplication_staysWrapped() {
        IllegalStateException mine = new IllegalStateException(LosingResource.stale(3));

        assertThat(catchThrowable(() -> work.required(() -> fail(mine)))).isSameAs(mine);
    }

    private Object loseAtCommit(boolean lose) throws Exception {
        return lose ? enlist(LosingResource.conflict(attempt())) : "done";
    }

    private Object enlist(Exception refusal) throws Exception {
        transactions.getTransaction().enlistResource(new LosingResource(refusal));
        return "lost";
    }

    private static Object fail(Exception e) throws Exception {
        throw e;
    }

    private static int attempt() {
        ConflictScope scope = ConflictScope.current();
        return scope == null ? 0 : scope.attempt();
    }

    /** What the adapter does when it sees a conflict before the commit. */
    private record QuietLoss(TransactionManager transactions) implements Synchronization {
        @Override
        public void beforeCompletion() {
            ConflictScope.current().lost(new NoLocks(), LosingResource.conflict(1));
            try {
                transactions.setRollbackOnly();
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            assertThat(status).isEqualTo(Status.STATUS_ROLLEDBACK);
        }
    }

    @Singleton
    public static class Work {
        private final List<Integer> attempts = new ArrayList<>();
        private final List<Object> transactions = new ArrayList<>();

        @Inject
        private TransactionManager manager;

        @RetryOnConflict
        @Transactional
        public Object required(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict(replays = 0)
        @Transactional
        public Object notReplayed(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict
        @Transactional(TxType.REQUIRES_NEW)
        public Object requiresNew(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict
        @Transactional(TxType.MANDATORY)
        public Object mandatory(Callable<Object> body) throws Exception {
            return run(body);
        }

        private Object run(Callable<Object> body) throws Exception {
            attempts.add(attempt());
            transactions.add(manager.getTransaction());
            return body.call();
        }
    }

    @Singleton
    public static class Outer {
        private int calls;

        @Transactional
        public Object plain(Callable<Object> body) throws Exception {
            return body.call();
        }

        @RetryOnConflict
        @Transactional
        public Object replayed(Callable<Object> body) throws Exception {
            calls++;
            return body.call();
        }
    }
}
