package dev.odb.tests.pool;

import static dev.odb.tests.pool.PooledIssues.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbException;
import dev.odb.tests.pool.setup.Pools;
import dev.odb.tests.support.Archives;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections in IronJacamar's pools: reuse, handles that are closed when they should not be, flushing, exhaustion. */
@ExtendWith(ArquillianExtension.class)
@ServerSetup(Pools.class)
class PoolIT {
    private static final String KEY = "A-1";
    private static final String[] FLUSHES = {"Idle", "Gracefully", "All"};
    private static final int FLUSHED = 150;

    @Resource(lookup = "java:jboss/TransactionManager")
    private TransactionManager transactions;

    @Resource(lookup = "java:comp/UserTransaction")
    private UserTransaction userTransaction;

    @Resource
    private ManagedThreadFactory threads;

    @Resource(lookup = "java:/odb/kept")
    private OdbConnectionFactory kept;

    @Resource(lookup = "java:/odb/strict")
    private OdbConnectionFactory strict;

    @Resource(lookup = "java:/odb/traced")
    private OdbConnectionFactory traced;

    @Resource(lookup = "java:/odb/small")
    private OdbConnectionFactory small;

    @Resource(lookup = "java:/odb/flushed")
    private OdbConnectionFactory flushed;

    @Inject
    private SeveralDatabases several;

    private PooledIssues issues;
    private Pool pool;
    private ServerLog log;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("pool", PoolIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        issues = new PooledIssues(transactions, kept);
        pool = new Pool("pools", "kept");
        issues.start(KEY);
        log = new ServerLog();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        for (String name : new String[] {"kept", "strict", "traced", "small"}) {
            assertThat(new Pool("pools", name).inUse()).as(name).isZero();
        }
    }

    @Test
    void rootsAndConnectionsOfSeveralDatabases_areInjectedAndCommittedTogether() throws Exception {
        several.copy(KEY);

        assertThat(issues.comments(KEY)).isEqualTo(1);
        assertThat(several.hasCopy(KEY)).isTrue();
        assertThat(several.areApart()).isTrue();
    }

    @Test
    void untouchedConnection_costsNoXaCall() throws Exception {
        long before = pool.xaCalls();
        issues.inTransaction(() -> kept.getConnection().close());
        assertThat(pool.xaCalls()).isEqualTo(before);

        issues.inTransaction(() -> issues.comment(KEY, "touched"));
        assertThat(pool.xaCalls()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void nextUser_afterACommit_getsTheSameConnection() throws Exception {
        assertReuse(1, () -> issues.inTransaction(() -> issues.comment(KEY, "committed")));
    }

    @Test
    void nextUser_afterARollback_findsNothingOfIt() throws Exception {
        assertReuse(0, () -> {
            transactions.begin();
            issues.comment(KEY, "rolled back");
            transactions.rollback();
        });
    }

    @Test
    void nextUser_afterAConflict_findsNothingOfTheLoser() throws Exception {
        assertReuse(1, () -> assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> issues.inTransaction(() -> {
                    issues.comment(KEY, "lost");
                    issues.inOtherTransaction(() -> issues.comment(KEY, "won"));
                })));
    }

    @Test
    void nextUser_afterAMistake_findsNothingOfIt() throws Exception {
        assertReuse(0, () -> assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> issues.inTransaction(() -> {
                    issues.comment(KEY, "refused");
                    try (OdbConnection connection = kept.getConnection()) {
                        issue(connection, KEY).attach(new Object());
                    }
                })));
    }

    /** The reaper ends it from a thread of its own. */
    @Test
    void nextUser_afterATimeout_findsNothingOfIt() throws Exception {
        assertReuse(0, () -> issues.inTransactionThatTimesOut(() -> issues.comment(KEY, "too late")));
    }

    private void assertReuse(int comments, PooledIssues.Work last) throws Exception {
        try (OdbConnection one = kept.getConnection();
                OdbConnection two = kept.getConnection()) {
            assertThat(one).isNotSameAs(two);
        }
        long created = pool.created();
        long destroyed = pool.destroyed();
        last.run();

        assertThat(pool.inUse()).isZero();
        for (int i = 1; i <= 3; i++) {
            assertThat(issues.comments(KEY)).isEqualTo(comments);
        }
        assertThat(pool.created()).isEqualTo(created);
        assertThat(pool.destroyed()).isEqualTo(destroyed);
        assertThat(log.messages()).isEmpty();
    }

    /** As many connections were made as there were at a time. */
    @Test
    void closedBeforeTheEnd_staysWithTheTransactionUntilItEnds() throws Exception {
        issues.inTransaction(() -> {
            issues.comment(KEY, "one");
            assertThat(pool.inUse()).isOne();
            issues.comment(KEY, "two");
            assertThat(pool.inUse()).isOne();
        });

        assertThat(pool.inUse()).isZero();
        assertThat(issues.comments(KEY)).isEqualTo(2);
    }

    @Test
    void closedTwice_goesBackOnce() throws Exception {
        OdbConnection connection = kept.getConnection();
        connection.close();
        connection.close();

        assertThat(log.messages()).isEmpty();
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(connection::roots)
                .withMessageContaining("ODB-5020");
    }

    @Test
    void closedByAnotherThread_goesBack() throws Exception {
        OdbConnection outside = kept.getConnection();
        inThread(outside::close);
        assertThat(pool.inUse()).isZero();

        issues.inTransaction(() -> {
            OdbConnection inside = kept.getConnection();
            issue(inside, KEY).comment("stays");
            inThread(inside::close);
        });
        assertThat(issues.comments(KEY)).isOne();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void usedByAnotherThread_isRefusedThere() throws Exception {
        issues.inTransaction(() -> {
            try (OdbConnection connection = kept.getConnection()) {
                issue(connection, KEY).comment("here");
                inThread(() -> assertThatExceptionOfType(NoTransactionException.class)
                        .isThrownBy(connection::roots)
                        .withMessageContaining("ODB-5023"));
            }
        });

        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void closedLate_isUsableInTheNextTransactionWithoutTracking() throws Exception {
        OdbConnection[] late = new OdbConnection[1];
        long destroyed = pool.destroyed();
        issues.inTransaction(() -> {
            late[0] = kept.getConnection();
            issue(late[0], KEY).comment("first");
        });
        assertThat(pool.inUse()).isOne();
        issues.inTransaction(() -> issue(late[0], KEY).comment("second"));
        late[0].close();

        assertThat(pool.inUse()).isZero();
        assertThat(issues.comments(KEY)).isEqualTo(2);
        assertThat(pool.destroyed()).isEqualTo(destroyed);
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void closedLate_isDestroyedWithAnErrorByDefault() throws Exception {
        assertDestroyedAtTheEnd(strict, new Pool("pools", "strict"));

        assertThat(log.messages()).singleElement().asString().startsWith("IJ000315");
    }

    /** The log also has the stack trace of the allocation. */
    @Test
    void closedLate_isDestroyedAndItsOriginLoggedWithTracking() throws Exception {
        assertDestroyedAtTheEnd(traced, new Pool("pools", "traced"));

        assertThat(log.messages())
                .anySatisfy(message -> assertThat(message).startsWith("IJ000315"))
                .anySatisfy(message -> assertThat(message).startsWith("IJ000316"));
    }

    private void assertDestroyedAtTheEnd(OdbConnectionFactory factory, Pool from) throws Exception {
        long destroyed = from.destroyed();
        OdbConnection[] late = new OdbConnection[1];
        issues.inTransaction(() -> {
            late[0] = factory.getConnection();
            issue(late[0], KEY).comment("committed all the same");
        });

        assertThat(from.inUse()).isZero();
        assertThat(from.destroyed()).isEqualTo(destroyed + 1);
        assertThatExceptionOfType(OdbException.class).isThrownBy(late[0]::roots).withMessageContaining("ODB-5020");
        late[0].close();
        assertThat(issues.comments(KEY)).isOne();
    }

    /** The price of tracking=false: what nobody closes stays out until the pool is flushed. */
    @Test
    void neverClosed_isLostToThePoolWithoutTracking() throws Exception {
        issues.inTransaction(() -> issue(kept.getConnection(), KEY).comment("kept"));
        assertThat(pool.inUse()).isOne();
        assertThat(log.messages()).isEmpty();

        pool.flush("All");
        assertThat(pool.inUse()).isZero();
        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void obtainedBeforeTheTransactions_joinsEachItIsUsedIn() throws Exception {
        try (OdbConnection connection = kept.getConnection()) {
            for (int i = 1; i <= 2; i++) {
                userTransaction.begin();
                issue(connection, KEY).comment("comment " + i);
                userTransaction.commit();
            }
            issues.inTransaction(() -> issue(connection, KEY).comment("comment 3"));
        }

        assertThat(issues.comments(KEY)).isEqualTo(3);
        assertThat(log.messages()).isEmpty();
    }

    /** IronJacamar takes a connection that the component holds into the transaction, used or not. */
    @Test
    void obtainedBeforeAndClosedUnused_doesNotDisturbTheTransaction() throws Exception {
        OdbConnection before = kept.getConnection();
        userTransaction.begin();
        before.close();
        issues.comment(KEY, "through another");
        userTransaction.commit();

        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void obtainedInOneTransactionAndFirstUsedInAnother_belongsToTheOther() throws Exception {
        transactions.begin();
        try (OdbConnection connection = kept.getConnection()) {
            issues.inOtherTransaction(() -> issue(connection, KEY).comment("stays"));
        }
        transactions.rollback();

        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void usedInASuspendedTransaction_isRefusedInAnother() throws Exception {
        issues.inTransaction(() -> {
            try (OdbConnection connection = kept.getConnection()) {
                issue(connection, KEY).comment("here");
                issues.inOtherTransaction(() -> assertThatExceptionOfType(NoTransactionException.class)
                        .isThrownBy(connection::roots)
                        .withMessageContaining("ODB-5023"));
            }
        });

        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void exhaustedPool_isNamedWithWhatToDo() throws Exception {
        Pool exhausted = new Pool("pools", "small");
        try (OdbConnection one = small.getConnection();
                OdbConnection two = small.getConnection()) {
            assertThat(one).isNotSameAs(two);
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(small::getConnection)
                    .withMessageContaining("ODB-5026")
                    .withMessageContaining("java:/odb/small")
                    .withMessageContaining("IJ000655")
                    .withMessageContaining("2 are held outside of one")
                    .withMessageContaining("max-pool-size");
            assertThat(exhausted.count("BlockingFailureCount")).isPositive();
        }

        assertThat(exhausted.inUse()).isZero();
        small.getConnection().close();
    }

    @Test
    void idleFlush_leavesConnectionsInUseAlone() throws Exception {
        issues.inTransaction(() -> {
            try (OdbConnection connection = kept.getConnection()) {
                pool.flush("Idle");
                issue(connection, KEY).comment("first");
                pool.flush("Idle");
                issue(connection, KEY).comment("second");
            }
        });

        assertThat(issues.comments(KEY)).isEqualTo(2);
    }

    @Test
    void gracefulFlush_letsATransactionEndFirst() throws Exception {
        long destroyed = pool.destroyed();
        issues.inTransaction(() -> {
            issues.comment(KEY, "before");
            pool.flush("Gracefully");
            issues.comment(KEY, "after");
        });

        assertThat(issues.comments(KEY)).isEqualTo(2);
        assertThat(pool.destroyed()).isGreaterThan(destroyed);
    }

    /** IronJacamar silently enlists no connection that it is going to destroy. */
    @Test
    void gracefulFlush_beforeAConnectionIsFirstUsed_isSaid() throws Exception {
        transactions.begin();
        try (OdbConnection connection = kept.getConnection()) {
            pool.flush("Gracefully");
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5200");
        }
        transactions.rollback();

        issues.inTransaction(() -> issues.comment(KEY, "again"));
        assertThat(issues.comments(KEY)).isOne();
    }

    @Test
    void fullFlush_takesTheHandleAndNotTheTransaction() throws Exception {
        issues.inTransaction(() -> {
            OdbConnection connection = kept.getConnection();
            issue(connection, KEY).comment("before");
            pool.flush("All");
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5020");
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(kept::getConnection)
                    .withMessageContaining("ODB-5026")
                    .withMessageContaining("ODB-5029")
                    .withMessageContaining("run it again");
            connection.close();
        });

        assertThat(issues.comments(KEY)).isOne();
    }

    /**
     * IronJacamar counts a connection as in use for ever if it is flushed while it is being handed out, so this pool is larger than
     * need be; the connection itself is closed.
     */
    @Test
    void flushingUnderLoad_halvesNoTransactionAndLeavesNoConnectionOpen() throws Exception {
        Pool stormy = new Pool("pools", "flushed");
        Load load = new Load(transactions, flushed, threads);
        Load.Result result = load.run(4, 60, FLUSHED, round -> stormy.flush(FLUSHES[round % FLUSHES.length]));

        assertThat(result.unexpected()).isEmpty();
        assertThat(result.committed()).isPositive();
        assertThat(load.comments("a")).isEqualTo(load.comments("b")).isEqualTo(result.committed());
        stormy.flush("All");
        assertThat(stormy.created()).isPositive().isEqualTo(stormy.destroyed());
    }

    private void inThread(PooledIssues.Work work) throws Exception {
        Throwable[] failure = new Throwable[1];
        Thread thread = threads.newThread(() -> {
            try {
                work.run();
            } catch (Exception | AssertionError e) {
                failure[0] = e;
            }
        });
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
    }
}
