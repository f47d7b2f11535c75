package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.AsOf;
import dev.odb.HistoryPackedException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackException;
import dev.odb.PackOptions;
import dev.odb.PackProgress;
import dev.odb.PackReport;
import dev.odb.UndoException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packing through the API. */
class EnginePackTest {
    @TempDir
    Path folder;

    Engine database;

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
        return newest();
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private long member(String name) {
        return database.transact(c -> {
            Person person = new Person(name, 1);
            team(c).byName.put(name, person);
            return c.oid(person);
        });
    }

    private void leave(String name) {
        database.transact(c -> team(c).byName.remove(name));
    }

    private PackReport pack() {
        return database.pack(Instant.now());
    }

    @Test
    void unreachableObject_isGone_theRestStays() {
        long ann = member("ann");
        long bob = member("bob");
        title("one");
        leave("ann");
        PackReport dry = database.pack(PackOptions.before(Instant.now()).asDryRun());
        assertThat(dry.dryRun()).isTrue();
        assertThat(database.history(ann, 9)).hasSize(1);
        PackReport report = pack();
        assertThat(report.unreachableObjects()).isEqualTo(1).isEqualTo(dry.unreachableObjects());
        assertThat(report.removedRevisions()).isGreaterThan(3).isEqualTo(dry.removedRevisions());
        assertThat(report.removedTransactions()).isPositive().isEqualTo(dry.removedTransactions());
        assertThat(report.reason()).isEmpty();
        assertThat(report.effective()).isEqualTo(report.asked());
        assertThat(report.after().bytes()).isLessThan(report.before().bytes());
        assertThatThrownBy(() -> database.history(ann, 9)).isInstanceOf(ObjectNotFoundException.class);
        assertThat(database.history(bob, 9)).hasSize(1);
        database.transact(c -> {
            assertThat(team(c).title).isEqualTo("one");
            assertThat(team(c).byName.get("bob").name()).isEqualTo("bob");
            return null;
        });
    }

    /** CONFORMANCE 43: undoLog and undo end at the pack time. */
    @Test
    void undoOfPackedTransactions_isRefusedAndTheyAreNotListed() {
        long one = title("one");
        Instant between = Instant.now();
        long two = title("two");
        assertThat(database.undoLog(0, 99)).hasSizeGreaterThan(3);
        long packed = database.pack(between).effectiveTid();
        assertThat(packed).isEqualTo(one);
        assertThat(database.undoLog(0, 99)).extracting(entry -> entry.tid()).containsExactly(two);
        assertThatThrownBy(() -> database.transact(c -> {
                    c.undo(one);
                    return null;
                }))
                .isInstanceOf(UndoException.class)
                .hasMessageContaining("ODB-2601");
        database.transact(c -> {
            c.undo(two);
            return null;
        });
        assertThat(database.<String>transact(c -> team(c).title)).isEqualTo("one");
    }

    @Test
    void thePastBeforeThePackTime_isAnErrorOfItsOwn() {
        long one = title("one");
        Instant then = Instant.now();
        long two = title("two");
        long packed = pack().effectiveTid();
        assertThat(packed).isEqualTo(two);
        for (AsOf moment : List.of(AsOf.tid(one), AsOf.tid(two - 1), AsOf.instant(then))) {
            assertThatThrownBy(() -> database.connect(moment))
                    .isInstanceOf(HistoryPackedException.class)
                    .hasMessageContaining("ODB-3964");
        }
        try (OdbConnection past = database.connect(AsOf.tid(two))) {
            title("three");
            assertThat(team(past).title).isEqualTo("two");
        }
    }

    @Test
    void transactionThatReads_holdsThePackBack() {
        member("ann");
        try (OdbConnection reader = database.connect()) {
            Team seen = team(reader);
            assertThat(seen.title).isEqualTo("made");
            long snapshot = newest();
            title("one");
            leave("ann");
            PackReport report = pack();
            assertThat(report.effectiveTid()).isEqualTo(snapshot);
            assertThat(report.effective()).isBefore(report.asked());
            assertThat(report.reason())
                    .contains(Thread.currentThread().getName())
                    .contains("" + snapshot);
            assertThat(seen.byName.get("ann").name()).isEqualTo("ann");
            reader.rollback();
            assertThat(pack().unreachableObjects()).isEqualTo(1);
            assertThat(seen.title).isEqualTo("one");
            assertThat(seen.byName.get("ann")).isNull();
        }
    }

    @Test
    void connectionToThePast_holdsThePackBackUntilItIsClosed() {
        long one = title("one");
        title("two");
        try (OdbConnection past = database.connect(AsOf.tid(one))) {
            assertThat(pack().effectiveTid()).isEqualTo(one);
            past.rollback();
            assertThat(pack().reason()).contains("reader of the past").contains("was packed");
            assertThat(team(past).title).isEqualTo("one");
        }
        assertThat(pack().effectiveTid()).isGreaterThan(one);
    }

    @Test
    void transactionsThatHaveEnded_holdNothingBack() {
        try (OdbConnection idle = database.connect()) {
            team(idle).title = "idle";
            idle.commit();
            title("later");
            assertThat(pack().reason()).isEmpty();
            assertThat(team(idle).title).isEqualTo("later");
            idle.rollback();
        }
        assertThatThrownBy(() -> database.transact(c -> {
                    team(c);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        title("last");
        assertThat(pack().reason()).isEmpty();
    }

    /** CONFORMANCE 37: a removal is undone after packs at each earlier time, and everything can be read. */
    @Test
    void undoOfARemovalAfterPacks_bringsBackWhatCanBeRead() {
        List<Long> tids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            member("m" + i);
            tids.add(newest());
        }
        leave("m2");
        long removal = newest();
        title("later");
        for (long tid : tids) {
            assertThat(database.pack(database.undoLog(0, 99).stream()
                                    .filter(entry -> entry.tid() == tid)
                                    .findFirst()
                                    .orElseThrow()
                                    .time())
                            .effectiveTid())
                    .isEqualTo(tid);
            assertThat(database.<Integer>transact(c -> team(c).byName.size())).isEqualTo(5);
        }
        database.transact(c -> {
            c.undo(removal);
            return null;
        });
        database.transact(c -> {
            assertThat(team(c).title).isEqualTo("later");
            for (int i = 0; i < 6; i++) {
                assertThat(team(c).byName.get("m" + i).name()).isEqualTo("m" + i);
            }
            return null;
        });
    }

    /** CONFORMANCE 49: an object is deleted by nobody referring to it; its past can be read until a pack. */
    @Test
    void unlinkedObject_canBeReadInThePastUntilAPack() {
        long ann = member("ann");
        long then = newest();
        leave("ann");
        assertThat(database.history(ann, 9)).hasSize(1);
        try (OdbConnection past = database.connect(AsOf.tid(then))) {
            assertThat(team(past).byName.get("ann").name()).isEqualTo("ann");
        }
        pack();
        assertThatThrownBy(() -> database.history(ann, 9)).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> database.connect(AsOf.tid(then))).isInstanceOf(HistoryPackedException.class);
    }

    /** The hole of ZODB's FileStorage, with a live object that is linked again. */
    @Test
    void unreachableAtPackTimeAndLinkedAgain_survives() {
        try (OdbConnection connection = database.connect()) {
            Person ann = new Person("ann", 1);
            ann.friend = new Person("eve", 2);
            team(connection).byName.put("ann", ann);
            connection.commit();
            team(connection).byName.remove("ann");
            connection.commit();
            Instant between = Instant.now();
            team(connection).byName.put("ann again", ann);
            connection.commit();
            assertThat(database.pack(between).unreachableObjects()).isZero();
        }
        database.transact(c -> {
            assertThat(team(c).byName.get("ann again").friend.name()).isEqualTo("eve");
            return null;
        });
    }

    /** It ended in a NullPointerException, since no root led to the object that has the link. */
    @Test
    void linkingARemovedObjectFromAnUnlinkedOne_failsAndNamesTheHolder() {
        try (OdbConnection connection = database.connect()) {
            Person ann = new Person("ann", 1);
            Person eve = new Person("eve", 1);
            team(connection).byName.put("ann", ann);
            team(connection).byName.put("eve", eve);
            connection.commit();
            team(connection).byName.remove("ann");
            connection.commit();
            pack();
            eve.friend = ann;
            team(connection).byName.remove("eve");
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("ODB-2600")
                    .hasMessageContaining(Person.class.getName() + "#");
        }
    }

    @Test
    void linkingARemovedObject_failsAndNamesThePath() {
        try (OdbConnection connection = database.connect()) {
            Person ann = new Person("ann", 1);
            team(connection).byName.put("ann", ann);
            connection.commit();
            team(connection).byName.remove("ann");
            connection.commit();
            pack();
            team(connection).byName.put("ann", ann);
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("ODB-2600")
                    .hasMessageContaining("team.byName[\"ann\"]");
            connection.rollback();
            assertThatThrownBy(ann::name).isInstanceOf(ObjectNotFoundException.class);
            assertThatThrownBy(() -> ann.age(3)).isInstanceOf(ObjectNotFoundException.class);
            team(connection).byName.put("ann", new Person("new ann", 1));
            connection.commit();
            assertThat(team(connection).byName.get("ann").name()).isEqualTo("new ann");
        }
    }

    /** The transaction begins before the pack decides, and its commit comes after it. */
    @Test
    void changingAnObjectWhileItIsRemoved_fails() {
        try (OdbConnection connection = database.connect()) {
            Person ann = new Person("ann", 1);
            team(connection).byName.put("ann", ann);
            connection.commit();
            team(connection).byName.remove("ann");
            connection.commit();
            assertThat(ann.name()).isEqualTo("ann");
            ann.age(2);
            pack();
            assertThat(catchThrowable(connection::commit))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("ODB-3961");
            connection.rollback();
        }
    }

    @Test
    void preparedBranch_isARootAndHoldsNothingBack() {
        long ann = member("ann");
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        Team team = team(branch.session(getClass().getClassLoader()));
        team.anything = team.byName.get("ann");
        branch.prepare(id);
        // another object of the record that the branch has locked
        leave("ann");
        PackReport report = pack();
        assertThat(report.reason()).isEmpty();
        assertThat(report.unreachableObjects()).isZero();
        database.commitPrepared(id);
        database.transact(c -> {
            assertThat(c.oid(team(c).anything)).isEqualTo(ann);
            assertThat(((Person) team(c).anything).name()).isEqualTo("ann");
            return null;
        });
    }

    @Test
    void listener_hearsProgressAndCancels() {
        member("ann");
        List<PackProgress.Phase> phases = new ArrayList<>();
        database.pack(PackOptions.keeping(Duration.ZERO).withListener(progress -> {
            assertThat(progress.done()).isBetween(0L, progress.total());
            phases.add(progress.phase());
            return true;
        }));
        assertThat(phases).isSorted().contains(PackProgress.Phase.KEEP);
        long before = title("next");
        assertThatThrownBy(() -> database.pack(PackOptions.before(Instant.now()).withListener(progress -> false)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("ODB-3963");
        assertThat(database.undoLog(0, 99)).extracting(entry -> entry.tid()).contains(before);
        assertThat(pack().effectiveTid()).isEqualTo(before);
    }

    @Test
    void keepingDays_keepsThem() {
        long one = title("one");
        PackReport report = database.pack(Duration.ofDays(30));
        assertThat(report.effectiveTid()).isZero();
        assertThat(report.removedRevisions()).isZero();
        assertThat(database.undoLog(0, 99)).extracting(entry -> entry.tid()).contains(one);
        assertThatThrownBy(() -> database.pack(Duration.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** CONFORMANCE 46: references from elsewhere keep nothing; whoever has them asks for what is unreachable to stay. */
    @Test
    void unreachableKept_onRequest() {
        long ann = member("ann");
        title("one");
        leave("ann");
        PackReport report = database.pack(PackOptions.before(Instant.now()).withUnreachableKept());
        assertThat(report.unreachableObjects()).isZero();
        assertThat(report.removedRevisions()).isPositive();
        assertThat(database.history(ann, 9)).hasSize(1);
        assertThat(pack().unreachableObjects()).isEqualTo(0);
        title("two");
        assertThat(pack().unreachableObjects()).isEqualTo(1);
    }

    @Test
    void copyOfAPackedDatabase_isPackedAsWell() {
        long one = title("one");
        title("two");
        long packed = pack().effectiveTid();
        title("three");
        try (Engine copy = database.copyTo(OdbConfiguration.of(url() + folder.resolve("copy")), progress -> {})) {
            assertThatThrownBy(() -> copy.connect(AsOf.tid(one))).isInstanceOf(HistoryPackedException.class);
            copy.connect(AsOf.tid(packed)).close();
            assertThat(copy.undoLog(0, 99)).hasSize(1);
        }
    }

    /** CONFORMANCE 84: a weak reference keeps nothing, and a record that has one can still be written. */
    @Test
    void weakReferenceToARemovedObject_isNullAndCanBeStored() {
        database.transact(c -> {
            Person ann = new Person("ann", 1);
            team(c).byName.put("ann", ann);
            team(c).anything = dev.odb.WeakRef.to(ann);
            return null;
        });
        leave("ann");
        pack();
        database.transact(c -> {
            assertThat(((dev.odb.WeakRef<?>) team(c).anything).get()).isNull();
            team(c).title = "changed";
            return null;
        });
        assertThat(database.<String>transact(c -> team(c).title)).isEqualTo("changed");
    }
}
