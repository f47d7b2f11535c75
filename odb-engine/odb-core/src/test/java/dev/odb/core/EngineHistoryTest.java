package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.OtherResources;
import dev.odb.ReadOnlyException;
import dev.odb.RevisionInfo;
import dev.odb.TransactionInfo;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a database: connections to it, its transactions, an object's revisions. */
class EngineHistoryTest {
    @TempDir
    Path folder;

    private Engine database;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "made");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    private long title(String title) {
        database.transact(c -> team(c).title = title);
        return newest().tid();
    }

    private TransactionInfo newest() {
        return database.undoLog(0, 1).get(0);
    }

    /** CONFORMANCE 60: the state of a tid for ever; later commits are invisible, in later transactions of it too. */
    @Test
    void connectionToThePast_neverMoves() {
        long one = title("one");
        title("two");
        try (OdbConnection past = database.connect(AsOf.tid(one))) {
            Team team = team(past);
            assertThat(team.title).isEqualTo("one");
            title("three");
            past.commit();
            assertThat(team.title).isEqualTo("one");
            past.rollback();
            assertThat(team.title).isEqualTo("one");
            assertThat(past.serial(team)).isEqualTo(one);
            assertThat(past.root("team", Team.class, Team::new)).isSameAs(team);
        }
        try (OdbConnection past = database.connect(AsOf.tid(one - 1))) {
            assertThat(team(past).title).as("a tid between two transactions").isEqualTo("made");
        }
    }

    /** CONFORMANCE 60: by instant, the newest transaction not after it. */
    @Test
    void connectionByInstant_readsTheNewestTransactionNotAfterIt() {
        title("one");
        Instant then = newest().time();
        title("two");
        assertThat(titleAt(AsOf.instant(then))).isEqualTo("one");
        assertThat(titleAt(AsOf.instant(newest().time().minusNanos(1)))).isEqualTo("one");
        assertThat(titleAt(AsOf.instant(Instant.now()))).isEqualTo("two");
    }

    private String titleAt(AsOf moment) {
        try (OdbConnection past = database.connect(moment)) {
            return team(past).title;
        }
    }

    /** CONFORMANCE 60: nothing is changed, whatever way it is tried. */
    @Test
    void connectionToThePast_refusesChanges() {
        title("one");
        List<TransactionInfo> before = database.undoLog(0, 100);
        try (OdbConnection past = database.connect(AsOf.tid(newest().tid()))) {
            Team team = team(past);
            assertRefused(() -> team.title = "x");
            assertRefused(() -> team.members.add(new Person("X", 1)));
            assertRefused(() -> team.visits.add(1));
            assertRefused(() -> past.roots().put("other", new Team()));
            assertRefused(() -> past.root("other", Team.class, Team::new));
            assertRefused(() -> past.oid(new Team()));
            assertRefused(() -> past.undo(newest().tid()));
            assertRefused(() -> past.undo(OtherResources.LEFT_ALONE, newest().tid()));
            past.commit();
            team.scores[0] = 7;
            assertRefused(past::commit);
            past.rollback();
            assertThat(team.scores[0]).as("the refused commit rolled back").isZero();
            assertThat(team.title).isEqualTo("one");
        }
        assertThat(database.undoLog(0, 100)).isEqualTo(before);
        assertThat(database.<Integer>transact(c -> team(c).scores[0])).isZero();
        assertThat(database.<Integer>transact(c -> c.roots().size())).isEqualTo(1);
    }

    private static void assertRefused(Runnable change) {
        assertThatThrownBy(change::run).isInstanceOf(ReadOnlyException.class).hasMessageContaining("ODB-2540");
    }

    /** CONFORMANCE 60: the future is an error, and so is the time before the database. */
    @Test
    void momentOutsideTheHistory_isAnError() {
        Instant start = database.undoLog(0, 100).get(2).time();
        assertCode("ODB-3940", AsOf.tid(newest().tid() + 1));
        assertCode("ODB-3940", AsOf.instant(Instant.now().plus(Duration.ofHours(1))));
        assertCode("ODB-3940", AsOf.instant(Instant.MAX));
        assertCode("ODB-3941", AsOf.instant(start.minusSeconds(1)));
        assertCode("ODB-3941", AsOf.instant(Instant.MIN));
        assertCode("ODB-3941", AsOf.tid(0));
        assertCode("ODB-3941", AsOf.tid(-5));
        assertThatThrownBy(() -> database.connect(AsOf.instant(start.minusSeconds(1))))
                .hasMessageContaining("as of " + start.minusSeconds(1) + ", ");
        assertThatThrownBy(() -> database.connect(AsOf.tid(3))).hasMessageContaining("as of transaction 3,");
    }

    private void assertCode(String code, AsOf moment) {
        assertThatThrownBy(() -> database.connect(moment))
                .isInstanceOfSatisfying(
                        OdbException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** CONFORMANCE 35: slices of the list, newest first. */
    @Test
    void undoLog_givesSlicesNewestFirst() {
        for (int i = 0; i < 27; i++) {
            title("title " + i);
        }
        List<TransactionInfo> all = database.undoLog(0, 1000);
        assertThat(all).as("the database, its root, the title, and 27").hasSize(30);
        assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(b.tid(), a.tid()));
        assertThat(database.undoLog(0, 20)).isEqualTo(all.subList(0, 20));
        assertThat(database.undoLog(11, 6)).isEqualTo(all.subList(11, 17));
        assertThat(database.undoLog(29, 6)).isEqualTo(all.subList(29, 30));
        assertThat(database.undoLog(30, 6)).isEmpty();
        assertThat(database.undoLog(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
        assertThat(database.undoLog(3, 0)).isEmpty();
        assertThat(all.get(29).description()).isEqualTo("initial database creation");
        assertThat(all.get(28).description()).isEqualTo("creation of root 'team'");
        assertThatThrownBy(() -> database.undoLog(-1, 2)).hasMessageContaining("ODB-3943");
        assertThatThrownBy(() -> database.undoLog(1, -2)).hasMessageContaining("ODB-3943");
    }

    /** CONFORMANCE 36, as far as applications can set it: the user. */
    @Test
    void undoLogAndHistory_haveTheUser() {
        long[] oid = new long[1];
        ManagedBranch branch = database.begin(new BranchSettings("ada", () -> true));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        Team team = team(session);
        team.title = "by ada";
        oid[0] = session.oid(team);
        branch.commit();
        assertThat(newest().user()).isEqualTo("ada");
        assertThat(database.history(oid[0], 1)).singleElement().satisfies(revision -> {
            assertThat(revision.user()).isEqualTo("ada");
            assertThat(revision.tid()).isEqualTo(newest().tid());
            assertThat(revision.time()).isEqualTo(newest().time());
        });
    }

    /** CONFORMANCE 21: n of them, newest first; an unknown oid is an error. */
    @Test
    void history_givesRevisionsOfOneObjectNewestFirst() {
        long oid = database.transact(c -> c.oid(team(c)));
        long one = title("one");
        database.transact(c -> c.roots().put("other", new Team()));
        long two = title("a much longer title");
        List<RevisionInfo> all = database.history(oid, 100);
        assertThat(all).hasSize(4);
        assertThat(all).extracting(RevisionInfo::tid).startsWith(two, one);
        assertThat(all.get(3).description()).isEqualTo("creation of root 'team'");
        assertThat(all.get(0).size() - all.get(1).size()).isEqualTo("a much longer title".length() - "one".length());
        assertThat(database.history(oid, 2)).isEqualTo(all.subList(0, 2));
        assertThat(database.history(oid, 0)).isEmpty();
        assertThatThrownBy(() -> database.history(987_654, 1))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("987654");
        assertThatThrownBy(() -> database.history(oid, -1)).hasMessageContaining("ODB-3943");
    }

    /** Transactions that lie seconds, days and years apart are found by going back in time. */
    @Test
    void undoLogOverGaps_isComplete() throws Exception {
        Instant[] now = {Instant.parse("1990-01-01T00:00:00Z")};
        MemoryStorage storage = new MemoryStorage("gaps", () -> now[0]);
        for (int i = 0; i < 40; i++) {
            TransactionMetadata about = new TransactionMetadata("", "" + i, Map.of(), false);
            storage.commit(new Batch(List.of(new Write(i + 1, 0, new byte[1])), List.of(), about), tid -> {});
            now[0] = now[0].plus(Duration.ofSeconds(1L << (i % 29)));
        }
        History history = new History(storage);
        List<TransactionInfo> all = history.transactions(0, 100);
        assertThat(all).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(all.get(i).description()).isEqualTo("" + (39 - i));
        }
        assertThat(history.transactions(7, 5)).isEqualTo(all.subList(7, 12));
        assertThat(new History(new MemoryStorage("empty")).transactions(0, 5)).isEmpty();
    }
}
