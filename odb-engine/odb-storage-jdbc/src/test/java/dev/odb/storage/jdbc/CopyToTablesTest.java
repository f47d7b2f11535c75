package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CopyReport;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.copy.DatabaseCopy;
import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.storage.jdbc.UnreliableConnections.Loss;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies into tables: what is there before, meanwhile, and when one is cut short. */
class CopyToTablesTest {
    private static final Consumer<CopyReport> SILENT = report -> {};

    @TempDir
    Path folder;

    private ObjectDatabase source;

    @BeforeEach
    void open() {
        source = ObjectDatabase.open("odb:memory:copied to tables");
        source.transact(c -> {
            c.root("count", Counter.class, Counter::new).add(7);
            return null;
        });
    }

    @AfterEach
    void close() {
        source.close();
    }

    private String url() {
        return Databases.h2(folder);
    }

    private OdbConfiguration target() {
        return OdbConfiguration.of("odb:jdbc:" + url());
    }

    @Test
    void tablesWithADatabase_areRefusedAndLeftAlone() {
        JdbcStorage.open(Address.of(url()), false, JdbcSettings.DEFAULT).close();
        assertFails("ODB-3950");
        ObjectDatabase.open(target()).close();
        assertFails("ODB-3950");
        try (ObjectDatabase database = ObjectDatabase.open(target())) {
            assertThat(database.undoLog(0, 10)).hasSize(1);
        }
    }

    /** Interrupted in the middle: no table is left. */
    @Test
    void interruptedCopy_leavesNoTable() throws Exception {
        for (CopyReport.Phase when : new CopyReport.Phase[] {CopyReport.Phase.COPYING, CopyReport.Phase.VERIFYING}) {
            assertThatThrownBy(() -> source.copyTo(target(), report -> {
                        if (report.phase() == when) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .hasMessageContaining("ODB-3951");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(number("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) LIKE 'odb_%'"))
                    .isZero();
        }
        source.copyTo(target(), SILENT).close();
    }

    /** Nobody can open it while it is filled, no second copy begins, and what a dead process leaves is replaced. */
    @Test
    void incompleteCopy_isNoDatabase() throws Exception {
        JdbcCopyTarget dead = new JdbcCopyTarget(Address.of(url()), JdbcSettings.DEFAULT);
        dead.storage().restore(5, batch(write(0, 0, "root")));
        dead.storage().awaitPublished();
        assertThatThrownBy(() -> ObjectDatabase.open(target())).hasMessageContaining("ODB-4346");
        assertThatThrownBy(() -> ObjectDatabase.open(target().withReadOnly(true)))
                .hasMessageContaining("ODB-4346");
        assertFails("ODB-4347");
        execute("UPDATE odb_server SET expires_at = TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'");
        try (ObjectDatabase copy = source.copyTo(target(), SILENT)) {
            long count = copy.transact(c -> c.root("count", Counter.class).get());
            assertThat(count).isEqualTo(7);
        }
        dead.storage().close();
        ObjectDatabase.open(target()).close();
    }

    /** The next copy is told to wait until nobody can still be at it; then it begins anew. */
    @Test
    void databaseThatIsGoneInTheMiddle_endsTheCopyWhichCanBeRepeated() throws Exception {
        UnreliableConnections connections = new UnreliableConnections(url());
        JdbcSettings impatient = JdbcSettings.DEFAULT.withTimes(Duration.ofSeconds(15), Duration.ZERO);
        CopyTarget place = new JdbcCopyTarget(connections.address(), impatient);
        connections.lose(Loss.FOR_GOOD);
        assertThatThrownBy(() -> new DatabaseCopy(storage(), place.storage(), SILENT).run())
                .isInstanceOf(OdbException.class);
        place.abandon();
        assertThatThrownBy(() -> ObjectDatabase.open(target())).hasMessageContaining("ODB-4346");
        assertFails("ODB-4347");
        execute("UPDATE odb_server SET expires_at = TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'");
        try (ObjectDatabase copy = source.copyTo(target(), SILENT)) {
            assertThat(copy.undoLog(0, 100)).isEqualTo(source.undoLog(0, 100));
        }
    }

    /** Nothing is there twice: the copy is right, or given up. */
    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"BEFORE", "AFTER"})
    void answerLostInTheMiddle_leavesARightCopyOrNone(Loss loss) throws Exception {
        UnreliableConnections connections = new UnreliableConnections(url());
        CopyTarget place = new JdbcCopyTarget(connections.address(), JdbcSettings.DEFAULT);
        connections.lose(loss);
        try {
            new DatabaseCopy(storage(), place.storage(), SILENT).run();
        } catch (OdbException e) {
            place.abandon();
            source.copyTo(target(), SILENT).close();
            return;
        }
        place.finish().close();
        try (ObjectDatabase copy = ObjectDatabase.open(target())) {
            assertThat(copy.undoLog(0, 100)).isEqualTo(source.undoLog(0, 100));
        }
    }

    private Storage storage() {
        return Engines.storage((Engine) source);
    }

    /** Many transactions are written together; each is as it was, also one whose state is that of another in the group. */
    @Test
    void restoredTransactions_writtenTogether_areTheirOwn() {
        CopyTarget copy = new JdbcCopyTarget(Address.of(url()), JdbcSettings.DEFAULT);
        try (Storage storage = copy.storage()) {
            byte[] one = "one".repeat(100).getBytes(UTF_8);
            storage.restore(10, batch(new Write(1, 0, one), new Write(2, 0, "two".getBytes(UTF_8))));
            storage.restore(11, batch(write(1, 10, "other")));
            storage.restore(12, batch(new Write(1, 11, one, 10)));
            assertThat(storage.newOids(1)).isGreaterThan(2);
            for (int tid = 20; tid < 3000; tid++) {
                storage.restore(tid, batch(write(3, tid - 1, "value " + tid)));
            }
            storage.awaitPublished();
            assertThat(storage.lastTid()).isEqualTo(2999);
            assertThat(storage.load(1, 12).record()).isEqualTo(one);
            assertThat(storage.fields(1, 12).dataSerial()).isEqualTo(10);
            assertThat(storage.fields(1, 12).prevHead()).isEqualTo(11);
            assertThat(storage.revisions(3, 2999, 10_000))
                    .hasSize(2980)
                    .extracting(Revision::serial)
                    .contains(20L, 1019L, 1020L);
            assertThat(storage.fields(3, 1021).prevHead()).isEqualTo(1020);
        }
    }

    @Test
    void undecidedBranches_areListedAndNotCopied() {
        AtomicReference<CopyReport> last = new AtomicReference<>();
        Branch doubtful = ((ManagedDatabase) source).begin(new BranchSettings("", () -> true));
        doubtful.session(getClass().getClassLoader())
                .root("count", Counter.class)
                .add(1000);
        doubtful.prepare(branch(1, 1));
        try (ObjectDatabase copy = source.copyTo(target(), last::set)) {
            assertThat(last.get().dropped()).containsExactly(branch(1, 1).toString());
            assertThat(((ManagedDatabase) copy).prepared()).isEmpty();
            copy.transact(c -> {
                c.root("count", Counter.class).add(1);
                return null;
            });
            long count = copy.transact(c -> c.root("count", Counter.class).get());
            assertThat(count).isEqualTo(8);
        }
        ((ManagedDatabase) source).rollbackPrepared(branch(1, 1));
    }

    private void assertFails(String code) {
        assertThatThrownBy(() -> source.copyTo(target(), SILENT))
                .isInstanceOfSatisfying(
                        OdbException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            return Sql.number(connection, sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
