package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The portable form in Weld SE with Narayana. A container of enterprise beans adds nothing to a method with SUPPORTS that
 * is called without a transaction; that it wraps no application exception is shown on a server.
 */
class PortableReplayTest {
    private final List<Integer> attempts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private SeContainer container;
    private TransactionManager transactions;
    private Bean bean;

    @BeforeEach
    void start() {
        container = SeContainerInitializer.newInstance()
                .addBeanClasses(Bean.class, ByClass.class, Kept.class)
                .initialize();
        transactions = container.select(TransactionManager.class).get();
        bean = container.select(Bean.class).get();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(transactions.getTransaction()).isNull();
        container.close();
    }

    @Test
    void conflict_isReplayedInNewTransactions() throws Exception {
        assertThat(bean.run(() -> work(attempt() < 3))).isEqualTo("done");

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(ends).containsExactly(Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLEDBACK, Status.STATUS_COMMITTED);
    }

    @Test
    void attributeOfTheClass_counts() throws Exception {
        ByClass other = container.select(ByClass.class).get();

        assertThat(other.run(() -> work(attempt() < 2))).isEqualTo("done");
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void conflictsThatNeverEnd_reachTheCallerAsApplicationException() {
        Throwable thrown = catchThrowable(() -> bean.run(() -> work(true)));

        assertThat(thrown)
                .isInstanceOf(ConflictException.class)
                .isInstanceOf(ConflictApplicationException.class)
                .hasMessageStartingWith("ODB-1007: Gave up after 4 attempts");
        assertThat(((ConflictException) thrown).serialCommitted()).isEqualTo(7);
        assertThat(thrown.getSuppressed())
                .extracting(e -> ((ConflictException) e).oid())
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void staleObject_reachesTheCallerAsApplicationExceptionWithoutReplay() {
        Throwable thrown = catchThrowable(() -> bean.run(() -> {
            work(false);
            throw LosingResource.stale(3);
        }));

        assertThat(thrown)
                .isInstanceOf(StaleObjectException.class)
                .isInstanceOf(StaleObjectApplicationException.class)
                .hasMessage("ODB-3002: stale 3");
        assertThat(attempts).containsExactly(1);
        assertThat(thrown.getClass()).hasAnnotation(ApplicationException.class);
    }

    @Test
    void insideATransaction_joins() throws Exception {
        transactions.begin();
        try {
            assertThat(bean.run(() -> work(true))).isEqualTo("done");
            assertThat(attempts).containsExactly(0);
        } finally {
            transactions.rollback();
        }
    }

    @Test
    void applicationExceptions_commitOrRollBackAsTheySay() {
        assertOutcome(new Exception("checked"), Status.STATUS_COMMITTED);
        assertOutcome(new IllegalStateException("unchecked"), Status.STATUS_ROLLEDBACK);
        assertOutcome(new java.rmi.RemoteException("system"), Status.STATUS_ROLLEDBACK);
        assertOutcome(new Keeps("declared"), Status.STATUS_COMMITTED);
        assertOutcome(new KeepsToo("inherited"), Status.STATUS_COMMITTED);
        assertOutcome(new Refuses("declared"), Status.STATUS_ROLLEDBACK);
        assertOutcome(new RefusesNot("not inherited"), Status.STATUS_COMMITTED);
    }

    @Test
    void applicationExceptionThatCommits_isNotReplayedEvenAroundAConflict() {
        Exception mine = new Exception("mine", LosingResource.conflict(1));

        assertOutcome(mine, Status.STATUS_COMMITTED);
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void declaredConflictOfOthers_isReplayed() throws Exception {
        SQLException deadlock = new SQLException("deadlock", "40P01");

        assertThat(bean.run(() -> {
                    work(false);
                    if (attempt() < 3) {
                        throw new IllegalStateException(deadlock);
                    }
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void statefulBeanThatIsDeclaredSafe_isReplayed() throws Exception {
        Kept kept = container.select(Kept.class).get();

        assertThat(kept.run(() -> work(attempt() < 3))).isEqualTo("done");
        assertThat(kept.calls).isEqualTo(3);
    }

    private void assertOutcome(Exception thrown, int status) {
        ends.clear();
        assertThat(catchThrowable(() -> bean.run(() -> {
                    work(false);
                    throw thrown;
                })))
                .isSameAs(thrown);
        assertThat(ends).as(thrown.toString()).containsExactly(status);
    }

    private Object work(boolean lose) throws Exception {
        attempts.add(attempt());
        transactions.getTransaction().registerSynchronization(new Watch(ends));
        if (lose) {
            transactions.getTransaction().enlistResource(new LosingResource(LosingResource.conflict(attempt())));
        }
        return "done";
    }

    private static int attempt() {
        ConflictScope scope = ConflictScope.current();
        return scope == null ? 0 : scope.attempt();
    }

    private record Watch(List<Integer> ends) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            ends.add(status);
        }
    }

    @ApplicationException
    static class Keeps extends RuntimeException {
        Keeps(String message) {
            super(message);
        }
    }

    static class KeepsToo extends Keeps {
        KeepsToo(String message) {
            super(message);
        }
    }

    @ApplicationException(rollback = true, inherited = false)
    static class Refuses extends Exception {
        Refuses(String message) {
            super(message);
        }
    }

    static class RefusesNot extends Refuses {
        RefusesNot(String message) {
            super(message);
        }
    }

    @Stateless
    public static class Bean {
        @RetryOnConflict(on = SQLTransactionRollbackException.class)
        @TransactionAttribute(TransactionAttributeType.SUPPORTS)
        public Object run(Callable<Object> body) throws Exception {
            return body.call();
        }
    }

    @Stateless
    @RetryOnConflict
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public static class ByClass {
        public Object run(Callable<Object> body) throws Exception {
            return body.call();
        }
    }

    @Stateful
    @ReplaySafe
    public static class Kept {
        private int calls;

        @RetryOnConflict
        @TransactionAttribute(TransactionAttributeType.SUPPORTS)
        public Object run(Callable<Object> body) throws Exception {
            calls++;
            return body.call();
        }
    }
}
