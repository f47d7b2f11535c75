package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.UnknownOutcomeException;
import dev.odb.replay.Chain;
import dev.odb.replay.ConflictScope;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conflicts of others than ODB's databases: {@code @RetryOnConflict(on = ...)}. Real ones are met in the tests on servers. */
class OtherConflictsTest {
    private SeContainer container;
    private Work work;
    private TransactionManager transactions;

    @BeforeEach
    void start() {
        container = Weld.start(Work.class);
        work = container.select(Work.class).get();
        transactions = container.select(TransactionManager.class).get();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(transactions.getTransaction()).as("left over transaction").isNull();
        container.close();
    }

    @Test
    void serializationFailureAtCommit_isReplayed() throws Exception {
        assertThat(work.sql(() -> attempt() < 3 ? enlist(state("40001")) : "done"))
                .isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2, 3);
    }

    @Test
    void deadlockInTheMethod_isReplayedHoweverItIsWrapped() throws Exception {
        assertThat(work.sql(() -> attempt() == 1 ? fail(new IllegalStateException(state("40P01"))) : "done"))
                .isEqualTo("done");
        assertThat(work.sql(() -> attempt() == 1 ? fail(suppressing(state("40P01"))) : "done"))
                .isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2, 1, 2);
    }

    /** H2 has states of its own for it. */
    @Test
    void exceptionOfTheClass_isReplayedWhateverItsState() throws Exception {
        assertThat(work.sql(() -> attempt() == 1
                        ? fail(new IllegalStateException(new SQLTransactionRollbackException("busy", "90131")))
                        : "done"))
                .isEqualTo("done");
    }

    @Test
    void otherSqlFailures_passUnchanged() {
        for (String state : new String[] {"23505", "40002", "40003", null}) {
            IllegalStateException mine = new IllegalStateException(state(state));
            assertThat(catchThrowable(() -> work.sql(() -> fail(mine)))).isSameAs(mine);
        }
        IllegalStateException unknown =
                new IllegalStateException(new SQLTransactionRollbackException("completion unknown", "40003"));
        assertThat(catchThrowable(() -> work.sql(() -> fail(unknown)))).isSameAs(unknown);
        assertThat(work.attempts).containsOnly(1).hasSize(5);
    }

    @Test
    void whatIsNotDeclared_isNotReplayed() {
        assertThat(catchThrowable(() -> work.plain(() -> enlist(state("40001")))))
                .isInstanceOf(RollbackException.class);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void failuresThatNeverEnd_areReportedAsConflictWithEveryAttempt() {
        SQLException failure = state("40001");

        ConflictException thrown = catchThrowableOfType(ConflictException.class, () -> work.sql(() -> enlist(failure)));

        assertThat(work.attempts).containsExactly(1, 2, 3, 4);
        assertThat(thrown)
                .hasMessageStartingWith("ODB-1007: Gave up after 4 attempts")
                .hasMessageContaining("ODB-1009")
                .hasMessageContaining("40001 happened");
        assertThat(thrown.oid()).isZero();
        assertThat(thrown.lostOids()).isEmpty();
        assertThat(thrown.getSuppressed()).hasSize(4).allSatisfy(attempt -> {
            assertThat(attempt).isInstanceOf(ConflictException.class);
            assertThat(Chain.of(attempt).all()).contains(failure);
        });
    }

    @Test
    void subclassOfADeclaredClass_isReplayed() throws Exception {
        assertThat(work.network(() -> attempt() == 1 ? fail(new ConnectException("refused")) : "done"))
                .isEqualTo("done");
        assertThat(work.attempts).containsExactly(1, 2);
    }

    /** A checked exception commits unless rollbackOn names it, and what was committed never runs again. */
    @Test
    void declaredExceptionThatCommitted_passesUnchanged() {
        IOException committed = new IOException("checked");

        assertThat(catchThrowable(() -> work.committing(() -> fail(committed)))).isSameAs(committed);
        assertThat(work.attempts).containsExactly(1);
    }

    @Test
    void conflictOfOdb_isReplayedBesideThem() throws Exception {
        assertThat(work.sql(() -> attempt() == 1 ? enlist(LosingResource.conflict(1)) : "done"))
                .isEqualTo("done");
    }

    @Test
    void outcomeThatNobodyKnows_isNeverReplayed() {
        UnknownOutcomeException unknown = new UnknownOutcomeException("ODB-9999", "who knows");
        HeuristicMixedException mixed = new HeuristicMixedException("half");
        for (Exception reason : List.of(unknown, mixed)) {
            RuntimeException mine = suppressing(reason);
            mine.addSuppressed(state("40001"));
            mine.addSuppressed(LosingResource.conflict(1));
            assertThat(catchThrowable(() -> work.sql(() -> fail(mine)))).isSameAs(mine);
        }
        assertThat(work.attempts).containsExactly(1, 1);
    }

    /** What the adapter answers when a commit in one phase may or may not be durable. */
    @Test
    void commitWithoutAnAnswer_isNeverReplayed() {
        XAException lost = new XAException(XAException.XAER_RMFAIL);
        lost.initCause(new UnknownOutcomeException("ODB-9999", "who knows"));

        Throwable thrown = catchThrowable(() -> work.sql(() -> {
            transactions.getTransaction().enlistResource(new LosingResource(lost));
            return "lost";
        }));

        assertThat(thrown).isNotNull().isNotInstanceOf(ConflictException.class);
        assertThat(work.attempts).containsExactly(1);
    }

    private Object enlist(Exception refusal) throws Exception {
        transactions.getTransaction().enlistResource(new LosingResource(refusal));
        return "lost";
    }

    private static SQLException state(String state) {
        return new SQLException(state + " happened", state);
    }

    private static RuntimeException suppressing(Exception hidden) {
        RuntimeException mine = new IllegalStateException("mine");
        mine.addSuppressed(hidden);
        return mine;
    }

    private static Object fail(Exception e) throws Exception {
        throw e;
    }

    private static int attempt() {
        return ConflictScope.current().attempt();
    }

    @Singleton
    public static class Work {
        private final List<Integer> attempts = new ArrayList<>();

        @Inject
        private TransactionManager manager;

        @RetryOnConflict(on = SQLTransactionRollbackException.class)
        @Transactional
        public Object sql(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict(on = {SocketException.class, SQLTransactionRollbackException.class})
        @Transactional(rollbackOn = IOException.class)
        public Object network(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict(on = IOException.class)
        @Transactional
        public Object committing(Callable<Object> body) throws Exception {
            return run(body);
        }

        @RetryOnConflict
        @Transactional
        public Object plain(Callable<Object> body) throws Exception {
            return run(body);
        }

        private Object run(Callable<Object> body) throws Exception {
            attempts.add(attempt());
            return body.call();
        }
    }
}
