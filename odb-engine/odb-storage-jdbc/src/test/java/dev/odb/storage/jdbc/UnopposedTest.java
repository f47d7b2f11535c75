package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectNotFoundException;
import dev.odb.StorageFailedException;
import dev.odb.StorageLockedException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits in one message, and everything that can be against them, done by another process that this one has not heard of. */
class UnopposedTest {
    private String url;
    private CountedConnections connections;
    private JdbcStorage storage;
    private JdbcStorage other;
    private long serial;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @BeforeEach
    void open() throws Exception {
        url = Databases.postgres();
        connections = new CountedConnections(url);
        JdbcSettings settings = JdbcSettings.DEFAULT.withReferences(Packs::references);
        storage = JdbcStorage.open(connections.address(), false, settings);
        other = JdbcStorage.open(Address.of(url), false, settings);
        commit(other, write(0, 0, "root>1"));
        serial = commit(storage, write(1, 0, "a>2"), write(2, 0, "b"), write(3, 0, "c"));
        connections.take();
    }

    @AfterEach
    void close() {
        storage.close();
        other.close();
    }

    @Test
    void shortCommit_waitsForOneAnswer() throws Exception {
        long tid = storage.commit(
                new Batch(
                        List.of(write(1, serial, "new>2"), new Write(2, serial, new byte[0])),
                        List.of(new ReadCheck(3, serial)),
                        new TransactionMetadata("jane", "one message", Map.of("p", "v"), true)),
                at -> {});
        assertThat(connections.take()).isEqualTo(1);
        assertThat(text(storage, 1)).isEqualTo("new>2");
        assertThat(text(storage, 2)).isNull();
        other.poll();
        assertThat(other.lastTid()).isEqualTo(tid);
        assertThat(text(other, 1)).isEqualTo("new>2");
        assertThat(transactions(other, tid, tid).get(0).metadata().description())
                .isEqualTo("one message");
        assertThat(other.changedBetween(serial, tid)).containsExactly(1, 2);
    }

    @Test
    void objectChangedByAnother_isStale() throws Exception {
        long theirs = commit(other, write(1, serial, "theirs"));
        assertStale(batch(write(1, serial, "mine"), write(3, serial, "mine")), new Stale(1, serial, theirs, null));
        assertThat(text(storage, 3)).isEqualTo("c");
    }

    @Test
    void objectMadeByAnother_isStale() throws Exception {
        long theirs = commit(other, write(4, 0, "theirs"));
        assertStale(batch(write(4, 0, "mine")), new Stale(4, 0, theirs, null));
    }

    @Test
    void checkedObjectChangedByAnother_isStale() throws Exception {
        long theirs = commit(other, write(2, serial, "theirs"));
        assertStale(batch(write(1, serial, "mine"), new ReadCheck(2, serial)), new Stale(2, serial, theirs, null));
    }

    @Test
    void objectHeldByABranchOfAnother_isStale_andOthersAreCommitted() throws Exception {
        other.prepare(branch(1, 1), batch(write(1, serial, "prepared")));
        assertStale(batch(write(1, serial, "mine")), new Stale(1, serial, serial, branch(1, 1)));
        commit(storage, write(2, serial, "mine"));
        other.commitPrepared(branch(1, 1), at -> {});
        long next = commit(storage, write(3, serial, "mine"));
        connections.take();
        commit(storage, write(3, next, "mine"));
        assertThat(connections.take()).as("no branch is expected any more").isEqualTo(1);
        assertThat(text(storage, 1)).isEqualTo("prepared");
    }

    @Test
    void processThatWasShutOut_writesNothing() throws Exception {
        execute("DELETE FROM odb_server WHERE incarnation = '"
                + storage.membership().incarnation() + "'");
        execute("UPDATE odb_commit_sequence SET notices = notices + 1");
        assertThatExceptionOfType(StorageLockedException.class)
                .isThrownBy(() -> commit(storage, write(1, serial, "mine")))
                .withMessageContaining("ODB-4304");
        other.poll();
        assertThat(text(other, 1)).isEqualTo("a>2");
    }

    @Test
    void targetRemovedByAPackOfAnother_isRefused() throws Exception {
        long cut = commit(other, write(1, serial, "a>"));
        storage.poll();
        storage.liveSnapshots(() -> cut);
        assertThat(storage.announcePast(cut)).isTrue();
        other.pack(Packs.to(cut));
        assertThat(other.exists(2)).isFalse();
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> commit(storage, write(1, cut, "mine>2")));
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .as("it is known now")
                .isThrownBy(() -> commit(storage, write(1, cut, "mine>2")));
        commit(storage, write(1, cut, "mine>"));
    }

    @Test
    void gateThatAnotherHasClosed_isWaitedFor() throws Exception {
        assertThat(other.leases().closeGate(Duration.ofSeconds(1))).isTrue();
        commit(storage, write(1, serial, "mine"));
        assertThat(connections.take()).isGreaterThan(3);
        assertThat(text(storage, 1)).isEqualTo("mine");
    }

    @Test
    void ownGate_isNotInTheWay() throws Exception {
        assertThat(storage.leases().closeGate(Duration.ofMinutes(1))).isTrue();
        connections.take();
        commit(storage, write(1, serial, "mine"));
        assertThat(connections.take()).isEqualTo(1);
    }

    @Test
    void clockOfAnotherThatIsAhead_isFollowed() throws Exception {
        Instant late = Instant.parse("2200-01-01T00:00:00Z");
        try (JdbcStorage ahead = Databases.open(url, false, InstantSource.fixed(late))) {
            long theirs = commit(ahead, write(4, 0, "theirs"));
            long mine = commit(storage, write(1, serial, "mine"));
            assertThat(mine).isGreaterThan(theirs);
            assertThat(text(storage, 4)).isEqualTo("theirs");
        }
    }

    @Test
    void severalOfWhichOneIsStale_theOthersAreCommitted() throws Exception {
        commit(other, write(1, serial, "theirs"));
        Thread[] threads = new Thread[3];
        int[] stale = {0};
        for (int i = 0; i < threads.length; i++) {
            int oid = i + 1;
            threads[i] = new Thread(() -> {
                try {
                    commit(storage, write(oid, serial, "mine"));
                } catch (StaleRecordsException e) {
                    stale[0] = oid;
                }
            });
            threads[i].start();
        }
        for (Thread each : threads) {
            each.join();
        }
        assertThat(stale[0]).isEqualTo(1);
        assertThat(List.of(text(storage, 1), text(storage, 2), text(storage, 3)))
                .containsExactly("theirs", "mine", "mine");
    }

    /** As when its disk is full. Nothing behind the refused statement was done, so there is no outcome to look for. */
    @Test
    void statementThatTheDatabaseRefuses_storesNothing_andIsNotRepeated() throws Exception {
        execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''no space left''; END'");
        execute("CREATE TRIGGER refuse BEFORE INSERT ON odb_record FOR EACH ROW EXECUTE FUNCTION refuse()");
        assertThatExceptionOfType(StorageFailedException.class)
                .isThrownBy(() -> commit(storage, write(1, serial, "mine")))
                .withMessageContainingAll("ODB-4302", "no space left");
        assertThat(connections.take()).as("the message and a rollback").isEqualTo(2);
        execute("DROP TRIGGER refuse ON odb_record");
        commit(storage, write(1, serial, "mine"));
        assertThat(text(storage, 1)).isEqualTo("mine");
    }

    /** Too many for one message that may be in vain. */
    @Test
    void longCommit_isCommittedToo() throws Exception {
        Write[] many = new Write[2000];
        for (int i = 0; i < many.length; i++) {
            many[i] = write(10 + i, 0, "many");
        }
        long tid = commit(storage, many);
        assertThat(storage.load(2009, tid).serial()).isEqualTo(tid);
    }

    /** Few, and yet too much for one message that may be in vain. */
    @Test
    void commitOfLargeRecords_isCommittedToo() throws Exception {
        byte[] large = new byte[5 << 20];
        large[large.length - 1] = 1;
        long tid = commit(storage, new Write(1, serial, large), new Write(2, serial, large));
        assertThat(connections.take()).as("the longer way").isGreaterThan(1);
        assertThat(storage.load(2, tid).record()).isEqualTo(large);
        assertThat(storage.load(1, tid).serial()).isEqualTo(tid);
    }

    private void assertStale(Batch batch, Stale stale) {
        assertThatThrownBy(() -> storage.commit(batch, at -> {}))
                .isInstanceOfSatisfying(
                        StaleRecordsException.class, e -> assertThat(e.stale()).containsExactly(stale));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
