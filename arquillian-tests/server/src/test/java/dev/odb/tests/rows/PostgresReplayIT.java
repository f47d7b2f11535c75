package dev.odb.tests.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.replay.Chain;
import dev.odb.replay.ConflictScope;
import dev.odb.storage.jdbc.Postgres;
import dev.odb.tests.server.TestSettings;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @RetryOnConflict(on = SQLTransactionRollbackException.class)} with what PostgreSQL really throws, and where. */
class PostgresReplayIT {
    private static Postgres postgres;
    private static SeContainer container;
    private static Accounts accounts;

    private final List<Integer> attempts = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        TestSettings.requirePostgres();
        postgres = Postgres.start("max_prepared_transactions=10");
        container = SeContainerInitializer.newInstance()
                .addBeanClasses(Accounts.class)
                .initialize();
        accounts = container.select(Accounts.class).get();
        accounts.use(postgres.newDatabase("replay"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (container != null) {
            container.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void tables() throws Exception {
        accounts.alone("DROP TABLE IF EXISTS ACCOUNT");
        accounts.alone("CREATE TABLE ACCOUNT (NAME VARCHAR(10) PRIMARY KEY, AMOUNT INT)");
        accounts.alone("INSERT INTO ACCOUNT VALUES ('a', 50), ('b', 50)");
    }

    @Test
    void serializationFailureOfAStatement_isReplayed() throws Exception {
        accounts.replayed(statement -> {
            attempt();
            int amount = Accounts.number(statement, "SELECT AMOUNT FROM ACCOUNT WHERE NAME = 'a'");
            if (attempts.size() == 1) {
                accounts.alone("UPDATE ACCOUNT SET AMOUNT = 60 WHERE NAME = 'a'");
            }
            statement.executeUpdate("UPDATE ACCOUNT SET AMOUNT = " + (amount + 1) + " WHERE NAME = 'a'");
        });

        assertThat(attempts).containsExactly(1, 2);
        assertAmounts(61, 50);
    }

    /** Each of two reads both rows and changes one: PostgreSQL refuses the second one to end, when asked to prepare. */
    @Test
    void serializationFailureAtPrepare_isReplayed() throws Exception {
        accounts.replayed(statement -> {
            attempt();
            enlistOther();
            skew(statement);
        });

        assertThat(attempts).containsExactly(1, 2);
        assertAmounts(-50, -50);
    }

    @Test
    void serializationFailureThatIsNotDeclared_passesUnchanged() throws Exception {
        Throwable thrown = catchThrowable(() -> accounts.notDeclared(statement -> {
            attempt();
            enlistOther();
            skew(statement);
        }));

        assertThat(thrown).isNotNull().isNotInstanceOf(ConflictException.class);
        assertThat(Chain.of(thrown).first(SQLException.class).getSQLState()).isEqualTo("40001");
        assertThat(attempts).containsExactly(1);
        assertAmounts(50, -50);
    }

    /**
     * The driver answers a refused commit in one phase with XAER_RMFAIL, which leaves open whether it was committed, so it is
     * not replayed, though the state says that it was not.
     */
    @Test
    void serializationFailureAtCommitInOnePhase_isNotReplayed() throws Exception {
        Throwable thrown = catchThrowable(() -> accounts.replayed(statement -> {
            attempt();
            skew(statement);
        }));

        assertThat(thrown).isNotNull();
        assertThat(attempts).containsExactly(1);
        assertAmounts(50, -50);
    }

    @Test
    void deadlock_isReplayed() throws Exception {
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> there = () -> transfer("a", "b", bothHaveOne);
            Callable<Integer> back = () -> transfer("b", "a", bothHaveOne);
            int total = 0;
            for (Future<Integer> each : two.invokeAll(List.of(there, back), 2, TimeUnit.MINUTES)) {
                total += each.get();
            }
            assertThat(total).as("attempts of both").isGreaterThanOrEqualTo(3);
        } finally {
            two.shutdownNow();
        }
        assertAmounts(50, 50);
    }

    private static int transfer(String from, String to, CyclicBarrier bothHaveOne) throws Exception {
        int[] attempt = new int[1];
        accounts.replayed(statement -> {
            attempt[0] = ConflictScope.current().attempt();
            statement.executeUpdate("UPDATE ACCOUNT SET AMOUNT = AMOUNT - 1 WHERE NAME = '" + from + "'");
            if (attempt[0] == 1) {
                bothHaveOne.await(1, TimeUnit.MINUTES);
            }
            statement.executeUpdate("UPDATE ACCOUNT SET AMOUNT = AMOUNT + 1 WHERE NAME = '" + to + "'");
        });
        return attempt[0];
    }

    /**
     * Looks at both and takes from one; in the first attempt another transaction does so with the other one and is the first
     * to commit, after both have written.
     */
    private void skew(Statement statement) throws Exception {
        Accounts.number(statement, "SELECT SUM(AMOUNT) FROM ACCOUNT");
        String take = "UPDATE ACCOUNT SET AMOUNT = AMOUNT - 100 WHERE NAME = ";
        if (attempts.size() > 1) {
            statement.executeUpdate(take + "'a'");
            return;
        }
        accounts.beside(other -> {
            Accounts.number(other, "SELECT SUM(AMOUNT) FROM ACCOUNT");
            other.executeUpdate(take + "'b'");
            statement.executeUpdate(take + "'a'");
        });
    }

    private static void enlistOther() throws Exception {
        container.select(TransactionManager.class).get().getTransaction().enlistResource(new OtherResource());
    }

    private void attempt() {
        attempts.add(ConflictScope.current().attempt());
    }

    private static void assertAmounts(int a, int b) throws Exception {
        accounts.notDeclared(statement -> {
            assertThat(Accounts.number(statement, "SELECT AMOUNT FROM ACCOUNT WHERE NAME = 'a'"))
                    .isEqualTo(a);
            assertThat(Accounts.number(statement, "SELECT AMOUNT FROM ACCOUNT WHERE NAME = 'b'"))
                    .isEqualTo(b);
        });
    }
}
