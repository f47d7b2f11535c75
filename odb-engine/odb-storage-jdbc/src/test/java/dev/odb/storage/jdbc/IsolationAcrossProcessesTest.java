package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.isolation.IsolationProcesses;
import dev.odb.core.isolation.IsolationProcesses.Done;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three JVMs on one PostgreSQL: what they observe together is the isolation that was asked for. */
class IsolationAcrossProcessesTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int TRANSACTIONS = (int) Math.max(100, 2000 * SCALE);
    /** One is enough: what it holds the next transactions of its process wait for. */
    private static final int KEPT = 1;

    private static final String BOARD = "board-1";

    @TempDir
    Path folder;

    private String url;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    private IsolationProcesses open(Isolation isolation) {
        url = Databases.postgres();
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("IsolationAcrossProcessesTest seed " + seed + " (odb.test.seed)");
        return new IsolationProcesses("odb:jdbc:" + url, folder, isolation, seed);
    }

    @Test
    void threeProcesses_serializable_showASerialOrder() throws Exception {
        IsolationProcesses processes = open(Isolation.SERIALIZABLE);
        try (processes) {
            // they make the tables and the root directory all at once
            processes.start(3);
            assertThat(processes.board(1)).isEqualTo(BOARD);
            for (int i = 1; i <= 3; i++) {
                processes.run(i, BOARD, TRANSACTIONS, 0);
            }
            for (int i = 1; i <= 3; i++) {
                assertWorked(processes.done(i));
            }
        }
        assertThat(query("SELECT host FROM odb_server")).as("after a close").isEmpty();
        assertNoAnomalies(processes, Isolation.SERIALIZABLE);
    }

    /**
     * One of three is killed -9 with branches in doubt. They stay so, the others go on, and a process that is started in its
     * place decides them.
     */
    @Test
    void processKilledWithPreparedBranches_isSucceeded() throws Exception {
        IsolationProcesses processes = open(Isolation.SNAPSHOT);
        try (processes) {
            processes.start(3);
            assertThat(processes.board(1)).isEqualTo(BOARD);
            processes.run(1, BOARD, TRANSACTIONS, 0);
            processes.run(2, BOARD, TRANSACTIONS, 0);
            processes.run(3, BOARD, TRANSACTIONS / 4, 0);
            assertThat(processes.done(3).committed()).isPositive();
            processes.run(3, BOARD, Integer.MAX_VALUE, KEPT);
            awaitPrepared(processes, 3, KEPT);
            processes.kill(3);
            long left = prepared(3);
            assertThat(left).as("in doubt").isGreaterThanOrEqualTo(KEPT);

            assertWorked(processes.done(1));
            assertWorked(processes.done(2));
            assertThat(prepared(3)).as("still in doubt").isEqualTo(left);
            processes.run(1, BOARD, TRANSACTIONS / 4, 0);
            assertThat(processes.done(1).committed())
                    .as("nobody is in its way but they")
                    .isPositive();

            int successor = processes.start(1);
            assertThat(query("SELECT host FROM odb_server"))
                    .as("the dead one is shut out")
                    .hasSize(3);
            int[] decided = processes.finish(successor, 3);
            assertThat(decided[0] + decided[1]).isEqualTo((int) left);
            assertThat(decided[0]).as("committed").isPositive();
            processes.run(2, BOARD, TRANSACTIONS, 0);
            processes.run(successor, BOARD, TRANSACTIONS, 0);
            assertWorked(processes.done(2));
            assertWorked(processes.done(successor));
        }
        assertNoAnomalies(processes, Isolation.SNAPSHOT);
    }

    private static void assertWorked(Done done) {
        System.err.println(done);
        assertThat(done.failures()).isZero();
        assertThat(done.committed()).as("enough to see something").isGreaterThan(TRANSACTIONS / 10);
        assertThat(done.prepared()).as("decided late").isPositive();
    }

    private void assertNoAnomalies(IsolationProcesses processes, Isolation isolation) throws Exception {
        Set<String> committed = new HashSet<>(query("SELECT description FROM odb_transaction"));
        OdbConfiguration configuration = OdbConfiguration.of("odb:jdbc:" + url).withIsolation(isolation);
        try (Engine database = Engine.open(configuration)) {
            assertThat(database.prepared()).isEmpty();
            assertThat(processes.anomalies(BOARD, database, committed)).isEmpty();
        }
    }

    private void awaitPrepared(IsolationProcesses processes, int process, int many) throws SQLException {
        while (prepared(process) < many) {
            assertThat(processes.isAlive(process)).as("process " + process).isTrue();
            Thread.onSpinWait();
        }
    }

    private long prepared(int process) throws SQLException {
        return query("SELECT branch FROM odb_branch").stream()
                .map(BranchId::parse)
                .filter(branch -> IsolationProcesses.process(branch) == process)
                .count();
    }

    private List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
