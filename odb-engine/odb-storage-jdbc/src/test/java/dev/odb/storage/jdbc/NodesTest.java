package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which branches a process recovers that shares the database, and what becomes of two with one node identifier. */
class NodesTest {
    /** Nobody's heart beats unless the test has it beat. */
    private static final JdbcSettings PATIENT =
            JdbcSettings.DEFAULT.withTimes(Duration.ofHours(1), Duration.ofSeconds(30));

    @TempDir
    Path folder;

    private JdbcStorage first;
    private JdbcStorage second;

    @BeforeEach
    void open() {
        first = storage();
        second = storage();
    }

    private JdbcStorage storage() {
        return JdbcStorage.open(Address.of(Databases.h2(folder)), false, PATIENT);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void branchOfALivingProcess_isItsOwnAffair() throws Exception {
        BranchId one = prepare(first, "a", 1);
        BranchId two = prepare(second, "b", 2);

        assertRecoverable(first, one);
        assertRecoverable(second, two);
        assertThat(first.prepared()).hasSize(2);
        assertThat(first.health().warning() + second.health().warning()).isEmpty();
    }

    @Test
    void branchOfAProcessThatIsGone_isListedToAll() throws Exception {
        BranchId one = prepare(first, "a", 1);
        first.close();

        assertRecoverable(second, one);
    }

    @Test
    void secondProcessOfANode_isReportedByBoth() throws Exception {
        prepare(first, "same", 1);
        assertThat(first.health().warning()).isEmpty();
        prepare(second, "same", 2);

        assertThat(second.health().warning())
                .contains(
                        "ODB-4353",
                        "'same'",
                        "process " + ProcessHandle.current().pid(),
                        "node-identifier");
        assertThat(second.health().failure()).isNull();
        first.recoverable();
        assertThat(first.health().warning()).contains("ODB-4353");
    }

    /** It was alive while both were there, so what it leaves is its own, and this one's transaction manager knows nothing of it. */
    @Test
    void branchOfANamesakeThatDiesLater_isLeftAlone() throws Exception {
        BranchId one = prepare(first, "same", 1);
        BranchId two = prepare(second, "same", 2);
        first.membership().beat();
        assertRecoverable(second, two);
        first.close();

        assertRecoverable(second, two);
        assertThat(second.health().warning()).contains("ODB-4353");

        second.close();
        second = storage();
        assertRecoverable(second, one, two);
    }

    /** One that was killed on another computer, and came back elsewhere before its time was over. */
    @Test
    void predecessorThatNeverBeatAgain_isNoNamesake() throws Exception {
        BranchId one = prepare(first, "same", 1);
        BranchId two = prepare(second, "same", 2);
        assertRecoverable(second, two);

        execute("DELETE FROM odb_server WHERE incarnation = '"
                + first.membership().incarnation() + "'");

        assertRecoverable(second, one, two);
        assertThat(second.health().warning()).isEmpty();
    }

    /** Without an Xid of Narayana's nobody knows whose a branch is. */
    @Test
    void otherXids_tellNothing() throws Exception {
        first.prepare(new BranchId(1, new byte[] {1}, new byte[] {1}), batch(write(1, 0, "a")));
        second.prepare(new BranchId(1, new byte[] {2}, new byte[] {1}), batch(write(2, 0, "a")));
        second.recoverable();

        assertThat(second.health().warning()).isEmpty();
    }

    private static BranchId prepare(JdbcStorage storage, String node, long oid) throws Exception {
        byte[] global = Arrays.copyOf(new byte[] {(byte) oid}, 28 + node.length());
        System.arraycopy(node.getBytes(StandardCharsets.US_ASCII), 0, global, 28, node.length());
        BranchId id = new BranchId(131077, global, new byte[] {1});
        storage.prepare(id, batch(write(oid, 0, "a")));
        return id;
    }

    private static void assertRecoverable(JdbcStorage storage, BranchId... expected) {
        assertThat(storage.recoverable()).extracting(branch -> branch.id()).containsExactlyInAnyOrder(expected);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(Databases.h2(folder));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
