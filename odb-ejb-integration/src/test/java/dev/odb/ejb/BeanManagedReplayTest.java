package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import dev.odb.spi.LockDomain;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Session beans that begin and end their transactions themselves, in Weld SE with Narayana. */
class BeanManagedReplayTest {
    private final List<Integer> attempts = new ArrayList<>();
    private final NoLocks database = new NoLocks();
    private SeContainer container;
    private TransactionManager transactions;
    private Bean bean;

    @BeforeEach
    void start() {
        container =
                SeContainerInitializer.newInstance().addBeanClasses(Bean.class).initialize();
        transactions = container.select(TransactionManager.class).get();
        bean = container.select(Bean.class).get();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(transactions.getTransaction()).isNull();
        assertThat(ConflictScope.current()).isNull();
        container.close();
    }

    @Test
    void lostTransaction_isReplayed() throws Exception {
        assertThat(bean.run(() -> {
                    transaction(attempt() < 3);
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    /** As the adapter does it in a scope: the exception of the commit does not tell why. */
    @Test
    void lostTransactionWhoseExceptionTheBeanWraps_isReplayed() throws Exception {
        assertThat(bean.run(() -> {
                    attempts.add(attempt());
                    transactions.begin();
                    ConflictScope.current().take(database);
                    if (attempt() == 1) {
                        ConflictScope.current().lost(database, LosingResource.conflict(1));
                        transactions.setRollbackOnly();
                    }
                    try {
                        transactions.commit();
                    } catch (RollbackException e) {
                        throw new IllegalStateException("mine", e);
                    }
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void conflictsThatNeverEnd_reachTheCallerAsApplicationException() {
        assertThat(catchThrowable(() -> bean.run(() -> transaction(true))))
                .isInstanceOf(ConflictApplicationException.class)
                .hasMessageContaining("Gave up after 4 attempts");
    }

    @Test
    void lostTransactionAfterACommittedOne_isNotReplayed() {
        assertThat(catchThrowable(() -> bean.run(() -> {
                    transaction(false);
                    return transaction(true);
                })))
                .isInstanceOf(RollbackException.class);
        assertThat(attempts).containsExactly(1, 1);
    }

    @Test
    void committedTransactionOfAReplayedMethodInside_counts() {
        Bean inner = bean;
        assertThat(catchThrowable(() -> bean.run(() -> {
                    inner.run(() -> transaction(false));
                    return transaction(true);
                })))
                .isInstanceOf(RollbackException.class);
        assertThat(attempts).containsExactly(1, 1);
    }

    @Test
    void lostTransactionAfterOneThatWasRolledBack_isReplayed() throws Exception {
        assertThat(bean.run(() -> {
                    transactions.begin();
                    ConflictScope.current().take(database);
                    transactions.rollback();
                    return transaction(attempt() < 2);
                }))
                .isEqualTo("committed");
        assertThat(attempts).containsExactly(1, 2);
    }

    /** So the engine saw no transaction, and nobody knows what the bean did. */
    @Test
    void conflictWithoutATransactionOfTheDatabase_isNotReplayed() {
        assertThat(catchThrowable(() -> bean.run(() -> {
                    attempts.add(attempt());
                    throw LosingResource.conflict(1);
                })))
                .isInstanceOf(ConflictApplicationException.class)
                .hasMessage("ODB-3001: lost 1");
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void transactionOfAnEarlierInvocation_isNotReplayed() throws Exception {
        transactions.begin();
        try {
            ConflictException conflict = LosingResource.conflict(1);
            assertThat(catchThrowable(() -> bean.run(() -> {
                        throw conflict;
                    })))
                    .isSameAs(conflict);
        } finally {
            transactions.rollback();
        }
    }

    private Object transaction(boolean lose) throws Exception {
        attempts.add(attempt());
        transactions.begin();
        ConflictScope.current().take(database);
        if (lose) {
            transactions.getTransaction().enlistResource(new LosingResource(LosingResource.conflict(1)));
        }
        transactions.commit();
        return "committed";
    }

    private static int attempt() {
        return ConflictScope.current().attempt();
    }

    private static final class NoLocks implements LockDomain {
        private final UUID id = UUID.randomUUID();

        @Override
        public UUID databaseId() {
            return id;
        }

        @Override
        public Reservation reserve(long[] oids, boolean commitGate, Duration timeout) {
            return new Reservation() {
                @Override
                public void close() {
                    // nothing was locked
                }

                @Override
                public boolean take() {
                    return true;
                }
            };
        }
    }

    @Stateless
    @TransactionManagement(TransactionManagementType.BEAN)
    public static class Bean {
        @RetryOnConflict
        public Object run(Callable<Object> body) throws Exception {
            return body.call();
        }
    }
}
