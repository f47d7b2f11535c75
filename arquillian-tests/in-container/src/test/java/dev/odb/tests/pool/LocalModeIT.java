package dev.odb.tests.pool;

import static dev.odb.tests.pool.PooledIssues.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.replay.Replay;
import dev.odb.tests.pool.setup.Pools;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An adapter with transaction-support=LocalTransaction: the last resource of JTA transactions; and one with none. */
@ExtendWith(ArquillianExtension.class)
@ServerSetup(Pools.class)
class LocalModeIT {
    private static final String KEY = "A-1";

    @Resource(lookup = "java:jboss/TransactionManager")
    private TransactionManager transactions;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Resource(lookup = "java:/odb/local")
    private OdbConnectionFactory local;

    @Resource(lookup = "java:/odb/none")
    private OdbConnectionFactory none;

    @Inject
    private Rows rows;

    private PooledIssues issues;
    private Pool pool;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("local", LocalModeIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        rows.start();
        issues = new PooledIssues(transactions, local);
        pool = new Pool("local", "local");
        issues.start(KEY);
    }

    @Test
    void commit_storesObjectsAndRows() throws Exception {
        long destroyed = pool.destroyed();
        issues.inTransaction(() -> {
            issues.comment(KEY, "committed");
            rows.insert(KEY);
        });

        assertThat(issues.comments(KEY)).isOne();
        assertThat(rows.count(KEY)).isOne();
        assertThat(pool.inUse()).isZero();
        assertThat(pool.destroyed()).isEqualTo(destroyed);
    }

    @Test
    void rollback_storesNeither() throws Exception {
        transactions.begin();
        issues.comment(KEY, "rolled back");
        rows.insert(KEY);
        transactions.rollback();

        assertNothingStored(0);
    }

    /** Two that were taken before either was used; a server can enlist one without XA. */
    @Test
    void connectionsOfOneTransaction_shareObjects() throws Exception {
        issues.inTransaction(() -> {
            try (OdbConnection one = local.getConnection();
                    OdbConnection two = local.getConnection()) {
                issue(one, KEY).comment("first");
                assertThat(issue(two, KEY)).isSameAs(issue(one, KEY));
                issue(two, KEY).comment("second");
            }
        });

        assertThat(issues.comments(KEY)).isEqualTo(2);
        assertThat(pool.inUse()).isZero();
    }

    /** The server destroys the connection of each commit that fails; a new one costs next to nothing. */
    @Test
    void conflictAtTheCommit_isFoundAndStoresNeither() {
        Throwable failure = catchThrowable(() -> issues.inTransaction(() -> {
            issues.comment(KEY, "lost");
            rows.insert(KEY);
            interposeWinner();
        }));

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(Replay.conflictIn(failure)).isNotNull();
        assertThat(catchThrowable(() -> assertNothingStored(1))).isNull();
    }

    @Test
    void conflict_isReplayed() throws Exception {
        int[] attempts = new int[1];
        new Replay(3, Duration.ofMinutes(1)).run(() -> {
            issues.inTransaction(() -> {
                issues.comment(KEY, "at last");
                if (attempts[0]++ == 0) {
                    interposeWinner();
                }
            });
            return null;
        });

        assertThat(attempts[0]).isEqualTo(2);
        assertThat(issues.comments(KEY)).isEqualTo(2);
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void fullFlush_losesTheWholeTransactionAndSaysSo() throws Exception {
        Throwable failure = catchThrowable(() -> issues.inTransaction(() -> {
            issues.comment(KEY, "lost");
            rows.insert(KEY);
            pool.flush("All");
        }));

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertNothingStored(0);
    }

    @Test
    void useOutsideATransaction_saysWhatToDo() {
        try (OdbConnection connection = local.getConnection()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5021");
        }
    }

    @Test
    void adapterWithoutTransactions_isNamed() throws Exception {
        transactions.begin();
        try (OdbConnection connection = none.getConnection()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5200")
                    .withMessageContaining("transaction-support=XATransaction");
        }
        transactions.rollback();

        assertThat(new Pool("none", "none").inUse()).isZero();
    }

    private void assertNothingStored(int comments) throws Exception {
        assertThat(issues.comments(KEY)).isEqualTo(comments);
        assertThat(rows.count(KEY)).isZero();
        assertThat(pool.inUse()).isZero();
    }

    /** Another transaction wins after the early look for conflicts. */
    private void interposeWinner() {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                try {
                    issues.inOtherTransaction(() -> issues.comment(KEY, "won"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void afterCompletion(int status) {
                // only the moment before the end matters
            }
        });
    }
}
