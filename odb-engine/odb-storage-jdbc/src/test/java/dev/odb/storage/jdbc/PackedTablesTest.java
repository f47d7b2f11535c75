package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectNotFoundException;
import dev.odb.PackException;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pack does to the tables, and how it gets along with other processes, which are rows here. */
class PackedTablesTest {
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000001");

    @TempDir
    Path folder;

    private String url;
    private JdbcStorage storage;

    @BeforeEach
    void open() {
        url = Databases.h2(folder);
        storage = Databases.open(url, InstantSource.system(), Packs::references);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    /** CONFORMANCE Part 4, (8): what has its state from a revision that goes gets it as its own. */
    @Test
    void stateOfARevisionThatGoes_isGivenToThoseThatHaveIt() throws Exception {
        long a = commit(storage, write(0, 0, "a>0"));
        long b = commit(storage, write(0, a, "b>0"));
        long again = again(b, "a>0", a);
        long c = commit(storage, write(0, again, "c>0"));
        long third = again(c, "a>0", again);
        assertThat(fields(third).dataSerial()).isEqualTo(a);

        storage.pack(Packs.to(again));
        assertThat(fields(a)).isNull();
        assertThat(fields(again).dataSerial()).isZero();
        assertThat(fields(again).prevHead()).isZero();
        assertThat(fields(third).dataSerial()).isZero();
        assertThat(text(storage, 0, again)).isEqualTo("a>0");
        assertThat(text(storage, 0, third)).isEqualTo("a>0");
        assertThat(number("SELECT COUNT(*) FROM odb_reference WHERE serial = " + again))
                .isEqualTo(1);

        storage.pack(Packs.to(third));
        assertThat(fields(third).dataSerial()).isZero();
        assertThat(text(storage, 0)).isEqualTo("a>0");
        assertOneRowOfEach(1);
    }

    private void assertOneRowOfEach(int references) throws SQLException {
        for (String table : new String[] {"odb_object", "odb_revision", "odb_record", "odb_transaction"}) {
            assertThat(number("SELECT COUNT(*) FROM " + table)).as(table).isEqualTo(1);
        }
        assertThat(number("SELECT COUNT(*) FROM odb_reference")).isEqualTo(references);
    }

    /** What whoever is not in a version sees in its place stays, and what that refers to. */
    @Test
    void revisionOutsideOfAVersion_staysWithWhatItRefersTo() throws Exception {
        long main =
                commit(storage, write(0, 0, "root>1"), write(1, 0, "one>2"), write(2, 0, "two"), write(3, 0, "three"));
        long first = commit(storage, write(1, main, "one in v>3"));
        long second = commit(storage, write(1, first, "again in v>3"));
        execute("UPDATE odb_revision SET version = 'v', nv = " + main + " WHERE oid = 1 AND serial > " + main);
        storage.pack(Packs.to(second));
        assertThat(fields(1, main)).isNotNull();
        assertThat(fields(1, first)).isNull();
        assertThat(fields(1, second).lineage().nv()).isEqualTo(main);
        assertThat(fields(1, second).prevHead()).isZero();
        assertThat(text(storage, 1, main)).isEqualTo("one>2");
        assertThat(storage.exists(2)).isTrue();
        assertThat(storage.exists(3)).isTrue();
        assertThat(storage.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(2);
        long third = commit(storage, write(1, second, "left v>3"));
        storage.pack(Packs.to(third));
        assertThat(storage.exists(2)).isFalse();
        assertThat(fields(1, main)).isNull();
    }

    @Test
    void otherProcessReads_packGoesNoFurther() throws Exception {
        long first = commit(storage, write(0, 0, "a>"));
        long second = commit(storage, write(0, first, "b>"));
        long third = commit(storage, write(0, second, "c>"));
        otherProcess(second);
        PackResult dry = storage.pack(Packs.dryRun(third));
        PackResult result = storage.pack(Packs.to(third));
        assertThat(result.packedTid()).isEqualTo(second).isEqualTo(dry.packedTid());
        assertThat(result.heldBack())
                .isEqualTo(dry.heldBack())
                .contains("process " + ProcessHandle.current().pid() + " on elsewhere", "snapshot " + second);
        execute("DELETE FROM odb_server WHERE host = 'elsewhere'");
        PackResult later = storage.pack(Packs.to(third));
        assertThat(later.packedTid()).isEqualTo(third);
        assertThat(later.heldBack()).isEmpty();
    }

    @Test
    void otherProcessPacks_isRefusedUntilItIsDead() throws Exception {
        long first = commit(storage, write(0, 0, "a>"));
        long second = commit(storage, write(0, first, "b>"));
        otherProcess(second);
        execute("UPDATE odb_database SET packer = '" + OTHER + "', pack_bound = " + second);
        assertThatThrownBy(() -> storage.pack(Packs.to(second)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("ODB-4330")
                .hasMessageContaining("on elsewhere");
        assertThat(storage.announcePast(first)).isFalse();
        assertThat(storage.announcePast(second)).isTrue();
        execute("DELETE FROM odb_server WHERE host = 'elsewhere'");
        assertThat(storage.announcePast(first)).isTrue();
        assertThat(storage.pack(Packs.to(second)).packedTid()).isEqualTo(second);
        assertThat(storage.announcePast(first)).isFalse();
    }

    /** A packer that was taken for dead and wakes up changes nothing. */
    @Test
    void packerThatWasReplaced_stops() throws Exception {
        long first = commit(storage, write(0, 0, "a>"), write(1, 0, "garbage"));
        otherProcess(first);
        assertThatThrownBy(() -> storage.pack(Packs.watched(first, (phase, done, total) -> {
                    try {
                        execute("UPDATE odb_database SET packer = '" + OTHER + "'");
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                })))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("ODB-4333");
        assertThat(storage.exists(1)).isTrue();
        assertThat(storage.packedTid()).isZero();
        assertThat(number("SELECT COUNT(*) FROM odb_database WHERE packer = '" + OTHER + "'"))
                .isEqualTo(1);
    }

    /** Another process has decided since this one looked: what it removed can be linked no more. */
    @Test
    void removedElsewhere_cannotBeLinked() throws Exception {
        long first = commit(storage, write(0, 0, "root>"), write(1, 0, "garbage>2"), write(2, 0, "garbage"));
        otherProcess(first);
        execute("INSERT INTO odb_garbage (pack, oid) VALUES (1, 1), (1, 2)");
        assertThat(storage.exists(1)).as("nothing is decided yet").isTrue();
        execute("UPDATE odb_commit_sequence SET packs = 1");
        assertThatThrownBy(() -> commit(storage, write(0, first, "root>1")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("ODB-4334");
        assertThat(storage.isRemoved(1)).isTrue();
        assertThat(storage.exists(2)).isFalse();
        assertThatThrownBy(() -> commit(storage, write(2, first, "changed")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("ODB-4335");
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(0, first, "root>2"))))
                .isInstanceOf(ObjectNotFoundException.class);
        assertThat(storage.prepared()).isEmpty();
        commit(storage, write(0, first, "root>3"), write(3, 0, "new"));
    }

    /** Rows about what is gone stay until every process has heard of it. */
    @Test
    void garbage_isForgottenWhenEveryProcessKnows() throws Exception {
        long first = commit(storage, write(0, 0, "root>"), write(1, 0, "garbage"));
        otherProcess(first);
        storage.pack(Packs.to(first));
        long second = commit(storage, write(0, first, "root>"), write(2, 0, "garbage"));
        execute("UPDATE odb_server SET oldest_snapshot = " + second
                + ", packs = CASE WHEN host = 'elsewhere' THEN 0 ELSE 1 END");
        storage.pack(Packs.to(second));
        assertThat(number("SELECT COUNT(*) FROM odb_garbage")).isEqualTo(2);
        long third = commit(storage, write(0, second, "root>"));
        execute("UPDATE odb_server SET packs = 2, oldest_snapshot = " + third);
        storage.pack(Packs.to(third));
        assertThat(number("SELECT COUNT(*) FROM odb_garbage")).isZero();
    }

    /** It tells others what it reads, and a snapshot of the past before it is read. */
    @Test
    void snapshots_areTold() throws Exception {
        long first = commit(storage, write(0, 0, "root>"));
        storage.liveSnapshots(() -> first - 1);
        assertThat(storage.announcePast(first - 1)).isTrue();
        assertThat(number("SELECT oldest_snapshot FROM odb_server")).isEqualTo(first - 1);
    }

    private long again(long seen, String text, long dataSerial) throws Exception {
        return storage.commit(batch(new Write(0, seen, text.getBytes(UTF_8), dataSerial)), tid -> {});
    }

    private RevisionFields fields(long serial) {
        return fields(0, serial);
    }

    private RevisionFields fields(long oid, long serial) {
        return storage.fields(oid, serial);
    }

    private void otherProcess(long oldestSnapshot) throws SQLException {
        execute(
                "INSERT INTO odb_server (incarnation, host, process_space, pid, opened_at, expires_at, oldest_snapshot) VALUES ('"
                        + OTHER
                        + "', 'elsewhere', '', " + ProcessHandle.current().pid()
                        + ", CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '1' HOUR, " + oldestSnapshot + ")");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Sql.number(connection, sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            Sql.update(connection, sql);
        }
    }
}
