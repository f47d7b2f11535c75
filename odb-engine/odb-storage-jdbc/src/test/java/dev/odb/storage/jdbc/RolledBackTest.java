package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.StorageFailedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions of the database that it rolls back because of others, and that none is open when nobody does anything. */
class RolledBackTest {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Test
    void serializationFailure_isRunAgain() throws Exception {
        UnreliableConnections connections = new UnreliableConnections(Databases.postgres());
        try (JdbcStorage storage = JdbcStorage.open(connections.address(), false, JdbcSettings.DEFAULT)) {
            int[] failures = {0};
            connections.before(() -> {
                failures[0]++;
                throw new SQLException("could not serialize access", "40001");
            });
            long tid = commit(storage, write(1, 0, "a"));
            assertThat(failures[0]).isOne();
            assertThat(storage.load(1, tid).serial()).isEqualTo(tid);
            assertThat(storage.revisions(1, tid, 10)).hasSize(1);
        }
    }

    @Test
    void serializationFailureEachTime_isGivenUpAndNothingIsStored() throws Exception {
        UnreliableConnections connections = new UnreliableConnections(Databases.postgres());
        try (JdbcStorage storage = JdbcStorage.open(connections.address(), false, JdbcSettings.DEFAULT)) {
            int[] attempts = {0};
            connections.before(new UnreliableConnections.Meanwhile() {
                @Override
                public void happens() throws SQLException {
                    attempts[0]++;
                    connections.before(this);
                    throw new SQLException("could not serialize access", "40001");
                }
            });
            assertThatThrownBy(() -> commit(storage, write(1, 0, "a")))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("ODB-4302");
            assertThat(attempts[0]).isBetween(2, 20);
            connections.before(() -> {});
            commit(storage, write(1, 0, "b"));
            assertThat(text(storage, 1)).isEqualTo("b");
        }
    }

    /** Somebody else, such as an administrator, locks rows in another order. PostgreSQL ends the transaction of the storage. */
    @Test
    void deadlock_isRunAgain() throws Exception {
        String url = Databases.postgres() + "&ApplicationName=deadlock";
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (JdbcStorage storage = JdbcStorage.open(Address.of(url), false, JdbcSettings.DEFAULT);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            long first = commit(storage, write(1, 0, "a"), write(2, 0, "a"));
            statement.execute("SET deadlock_timeout = '1min'");
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM odb_object WHERE oid = 2 FOR UPDATE");
            Future<Long> commits = threads.submit(() -> commit(storage, write(1, first, "b"), write(2, first, "b")));
            while (count("wait_event_type = 'Lock'", "deadlock") == 0) {
                assertThat(commits.isDone()).isFalse();
                Thread.onSpinWait();
            }
            requireHeldByTheStorage(url, 1);
            // it waits for the second, and looks for a deadlock after a second; this one does not
            statement.execute("SELECT 1 FROM odb_object WHERE oid = 1 FOR UPDATE");
            assertThat(commits.isDone()).isFalse();
            other.rollback();
            long second = commits.get(1, TimeUnit.MINUTES);
            assertThat(text(storage, 1, second)).isEqualTo("b");
            assertThat(text(storage, 2, second)).isEqualTo("b");
        } finally {
            threads.shutdown();
        }
    }

    private static void requireHeldByTheStorage(String url, long oid) throws SQLException {
        try (Connection third = DriverManager.getConnection(url);
                Statement statement = third.createStatement()) {
            assertThatThrownBy(() ->
                            statement.execute("SELECT 1 FROM odb_object WHERE oid = " + oid + " FOR UPDATE NOWAIT"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
        }
    }

    @Test
    void openTransaction_holdsNoneOfTheDatabase() throws Exception {
        String url = Databases.postgres() + "&ApplicationName=idle";
        try (ObjectDatabase database = ObjectDatabase.open("odb:jdbc:" + url);
                OdbConnection connection = database.connect()) {
            database.transact(c -> c.roots().put("job", new Job("job", 1)));
            connection.root("job", Job.class).done("here");
            connection.savepoint();
            assertThat(count("TRUE", "idle")).isPositive();
            assertThat(count("xact_start IS NOT NULL", "idle")).isZero();
            connection.commit();
            assertThat(count("xact_start IS NOT NULL", "idle")).isZero();
        }
    }

    /** Of connections of that name. */
    private static int count(String condition, String application) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(Databases.server().url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE " + condition
                        + " AND application_name = '" + application + "'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
