package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.odb.AsOf;
import dev.odb.BTreeMap;
import dev.odb.ConflictException;
import dev.odb.Counter;
import dev.odb.Isolation;
import dev.odb.NotPermittedException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.ReadConflictException;
import dev.odb.RevisionInfo;
import dev.odb.Savepoint;
import dev.odb.StaleObjectException;
import dev.odb.UndoException;
import dev.odb.VersionInfo;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seen, held, merged and refused in and outside of versions. */
public abstract class VersionsTest extends VersionsFixture {
    private static final String V = "v";

    @Test
    void objectHeldByAVersion_isRefusedAtTheFirstChangeOutside() {
        change(V, c -> {
            c.transaction().user("ada");
            note(c).text = "inside";
        });
        try (OdbConnection outside = database.connect()) {
            Note seen = note(outside);
            assertThat(seen.text).isEqualTo("start");
            assertThatExceptionOfType(VersionLockedException.class)
                    .isThrownBy(() -> seen.text = "outside")
                    .withMessageContainingAll("ODB-3870", Note.class.getName(), "'v'", "ada")
                    .satisfies(e -> {
                        assertThat(e.oid()).isEqualTo(note);
                        assertThat(e.className()).isEqualTo(Note.class.getName());
                        assertThat(e.version()).isEqualTo(V);
                        assertThat(e.owner()).isEqualTo("ada");
                        assertThat(e.since())
                                .isEqualTo(database.history(note, 1).get(0).time());
                    });
            assertThat(seen.text).isEqualTo("start");
            outside.roots().put("other", new Note("kept"));
            outside.commit();
        }
        assertThat(text("")).isEqualTo("start");
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> write("w", "elsewhere"));
        write(V, "inside again");
        database.abortVersion(V);
        write("", "outside");
    }

    @Test
    void versionThatCameAfterTheSnapshot_isAConflict_andItsReplayFindsTheObjectHeld() {
        int[] attempts = {0};
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> {
                    Note mine = note(c);
                    mine.text.length();
                    if (attempts[0]++ == 0) {
                        write(V, "first");
                    }
                    mine.text = "second";
                }));
        assertThat(attempts[0]).isEqualTo(2);
        try (OdbConnection outside = database.connect()) {
            long other = in("", c -> {
                Note made = new Note("other");
                c.roots().put("other", made);
                return c.oid(made);
            });
            Note mine = outside.root("other", Note.class);
            mine.text = "mine";
            change(V, c -> c.root("other", Note.class).text = "theirs");
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(outside::commit)
                    .satisfies(e -> assertThat(e.oid()).isEqualTo(other));
        }
    }

    @Test
    void readingOutside_countsWhatIsSeenThere() {
        write(V, "1");
        for (Isolation isolation : List.of(Isolation.SNAPSHOT, Isolation.SERIALIZABLE)) {
            try (OdbConnection outside = database.connect(isolation)) {
                outside.readCurrent(note(outside));
                outside.requireUnchanged(note, outside.serial(note(outside)));
                write(V, "2 for " + isolation);
                outside.roots().put(isolation.name(), new Note("made"));
                outside.commit();
            }
        }
        try (OdbConnection outside = database.connect()) {
            outside.readCurrent(note(outside));
            change("", c -> c.commitVersion(V));
            outside.roots().put("another", new Note("made"));
            assertThatExceptionOfType(ReadConflictException.class).isThrownBy(outside::commit);
        }
    }

    @Test
    void requireUnchanged_withoutAChange_countsWhatIsSeenOutside() {
        long shown = in("", c -> c.serial(note(c)));
        try (OdbConnection outside = database.connect()) {
            outside.requireUnchanged(note, shown);
            write(V, "inside");
            outside.commit();
            outside.requireUnchanged(note, shown);
            change("", c -> c.commitVersion(V));
            assertThatExceptionOfType(StaleObjectException.class).isThrownBy(outside::commit);
        }
    }

    @Test
    void concurrentChangesInAVersion_mergeThere() {
        in("", c -> c.root("count", Counter.class, Counter::new));
        in("", c -> c.root("map", BTreeMap.class, BTreeMap::new));
        change(V, c -> map(c).put("first", 0));
        try (OdbConnection one = database.connect(V)) {
            one.root("count", Counter.class).add(1);
            map(one).put("one", 1);
            change(V, c -> {
                c.root("count", Counter.class).add(10);
                map(c).put("two", 2);
            });
            one.commit();
            assertThat(one.root("count", Counter.class).get()).isEqualTo(11);
        }
        assertThat(this.<List<String>>in(V, c -> List.copyOf(map(c).keySet()))).containsExactly("first", "one", "two");
        assertThat(this.<Integer>in("", c -> map(c).size())).isZero();
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> map(c).put("outside", 3)));
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> c.root("count", Counter.class).add(5)));
        change("", c -> c.commitVersion(V));
        change("", c -> c.root("count", Counter.class).add(5));
        assertThat(this.<Long>in("", c -> c.root("count", Counter.class).get())).isEqualTo(16);
    }

    /** They are put into the same lists, which is nobody's conflict. */
    @Test
    void concurrentFirstChangesOfDifferentObjects_areAllInTheVersion() {
        int notes = 100;
        in("", c -> {
            for (int i = 0; i < notes; i++) {
                c.roots().put("note" + i, new Note("start"));
            }
            return null;
        });
        change(V, OdbConnection::beginVersion);
        try (OdbConnection one = database.connect(V)) {
            for (int i = 0; i < notes; i += 2) {
                one.root("note" + i, Note.class).text = "one";
            }
            change(V, c -> {
                for (int i = 1; i < notes; i += 2) {
                    c.root("note" + i, Note.class).text = "two";
                }
            });
            one.commit();
        }
        assertThat(database.versions()).singleElement().satisfies(v -> assertThat(v.objects())
                .isEqualTo(notes));
        database.commitVersion(V);
        for (int i = 0; i < notes; i++) {
            String name = "note" + i;
            assertThat(this.<String>in("", c -> c.root(name, Note.class).text)).isEqualTo(i % 2 == 0 ? "one" : "two");
        }
    }

    /** What the main line has added since is in it then, and it is seen in the version only. */
    @Test
    void firstChangeInAVersion_mergesWithAChangeOfTheMainLineThatCameFirst() {
        in("", c -> c.root("count", Counter.class, Counter::new));
        try (OdbConnection inside = database.connect(V)) {
            inside.root("count", Counter.class).add(1);
            change("", c -> c.root("count", Counter.class).add(10));
            inside.commit();
        }
        assertThat(this.<Long>in("", c -> c.root("count", Counter.class).get())).isEqualTo(10);
        assertThat(this.<Long>in(V, c -> c.root("count", Counter.class).get())).isEqualTo(11);
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<String, Integer> map(OdbConnection connection) {
        return (BTreeMap<String, Integer>) connection.root("map", BTreeMap.class);
    }

    @Test
    void lock_holdsAnObjectThatIsNotChanged() {
        long before = in("", c -> c.serial(note(c)));
        long locked = change(V, c -> {
            c.transaction().user("ada");
            c.lock(note(c));
        });
        assertThat(fields(note, locked).dataSerial()).isEqualTo(before);
        assertThat(this.<Long>in("", c -> c.serial(note(c)))).isEqualTo(before);
        in("", c -> {
            c.requireUnchanged(note, before);
            return null;
        });
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> write("", "outside"))
                .satisfies(e -> assertThat(e.owner()).isEqualTo("ada"))
                .satisfies(e -> assertThat(e.since()).isEqualTo(now));
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> change("w", c -> c.lock(note(c))));
        assertThat(database.versions().get(0).locks()).singleElement().satisfies(lock -> {
            assertThat(lock.oid()).isEqualTo(note);
            assertThat(lock.className()).isEqualTo(Note.class.getName());
            assertThat(lock.owner()).isEqualTo("ada");
            assertThat(lock.until()).isEmpty();
            assertThat(lock.changed()).isFalse();
        });
        write(V, "inside");
        assertThat(database.versions().get(0).locks()).singleElement().satisfies(lock -> assertThat(lock.changed())
                .isTrue());
        change("", c -> {
            c.transaction().user("ada");
            c.commitVersion(V);
        });
        assertThat(text("")).isEqualTo("inside");
    }

    @Test
    void unlock_letsTheObjectGo_ifItIsNotChanged() {
        long before = in("", c -> c.serial(note(c)));
        change(V, c -> c.lock(note(c)));
        change(V, c -> c.unlock(note(c)));
        assertThat(this.<Long>in("", c -> c.serial(note(c)))).isEqualTo(before);
        write("", "outside");
        assertThat(text(V)).isEqualTo("outside");
        assertThat(database.versions().get(0).objects()).isZero();

        change(V, c -> c.lock(note(c)));
        write(V, "inside");
        change(V, c -> c.unlock(note(c)));
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> write("", "outside"));
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change(V, c -> c.unlock(note(c))))
                .withMessageContaining("ODB-3878");
    }

    @Test
    void expiredLock_keepsNobodyOut() {
        change(V, c -> c.lock(note(c), Duration.ofMinutes(5)));
        now = now.plusSeconds(299);
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> write("", "outside"))
                .withMessageContaining("until");
        now = now.plusSeconds(1);
        long taken = write("w", "elsewhere");
        assertThat(fields(note, taken).lineage().version()).isEqualTo("w");
        assertThat(database.versions())
                .extracting(VersionInfo::name, VersionInfo::objects)
                .containsExactly(tuple(V, 0L), tuple("w", 1L));
        change("", c -> c.abortVersion("w"));

        change(V, c -> c.lock(note(c), Duration.ofMinutes(5)));
        now = now.plusSeconds(300);
        write("", "outside");
        assertThat(text(V)).isEqualTo("outside");
        change("", c -> c.commitVersion(V));
        assertThat(text("")).isEqualTo("outside");
    }

    /** It is the later one of the two who hears of the other. */
    @Test
    void expiredLock_thatIsTakenAgainMeanwhile_isAConflict() {
        change(V, c -> c.lock(note(c), Duration.ofMinutes(5)));
        now = now.plusSeconds(300);
        try (OdbConnection outside = database.connect()) {
            note(outside).text = "outside";
            write(V, "inside");
            assertThatExceptionOfType(ConflictException.class).isThrownBy(outside::commit);
        }
        assertThat(text(V)).isEqualTo("inside");
    }

    @Test
    void brokenLock_keepsNobodyOut() {
        change(V, c -> {
            c.transaction().user("ada");
            c.lock(note(c));
        });
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> change(V, c -> {
                    c.transaction().user("bob");
                    c.unlock(note(c));
                }))
                .withMessageContainingAll("ODB-3879", "ada", "bob");
        database.breakLock(V, note);
        write("", "outside");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> database.breakLock(V, note))
                .withMessageContaining("ODB-3878");

        change(V, c -> c.lock(note(c)));
        write(V, "inside");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> database.breakLock(V, note))
                .withMessageContaining("ODB-3881");
    }

    @Test
    void lock_isRefusedWhereItHasNoSense() {
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change("", c -> c.lock(note(c))))
                .withMessageContaining("ODB-3872");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change(V, c -> c.lock(new Note("new"))))
                .withMessageContaining("ODB-3880");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change(V, c -> c.lock(note(c), Duration.ZERO)))
                .withMessageContaining("ODB-3882");
        assertThat(database.versions()).isEmpty();
    }

    @Test
    void objectThatIsInAVersionOnly_isNamedOutside() {
        long[] oid = {0};
        change(V, c -> {
            Note made = new Note("made");
            c.roots().put("made", made);
            oid[0] = c.oid(made);
        });
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> change("", c -> c.requireUnchanged(oid[0], 1)))
                .withMessageContainingAll("ODB-3877", "'v'");
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> change("", c -> c.root("made", Note.class)));
    }

    @Test
    void rootWithAnInitialValue_isMadeInTheMainLine_andOneThatIsPutInTheVersion() {
        change(V, c -> c.root("both", Note.class, () -> new Note("initial")).text = "inside");
        assertThat(this.<String>in("", c -> c.root("both", Note.class).text)).isEqualTo("initial");
        change(V, c -> c.roots().put("inside", new Note("inside")));
        assertThat(this.<Boolean>in("", c -> c.roots().containsKey("inside"))).isFalse();
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> c.roots().put("outside", new Note("outside"))));
        change("", c -> c.commitVersion(V));
        assertThat(this.<String>in("", c -> c.root("inside", Note.class).text)).isEqualTo("inside");
        assertThat(this.<String>in("", c -> c.root("both", Note.class).text)).isEqualTo("inside");
    }

    @Test
    void savepoints_goBackToWhatWasDoneWithVersions() {
        in("", c -> c.root("other", Note.class, () -> new Note("other")));
        write("w", "of w");
        try (OdbConnection c = database.connect(V)) {
            Note other = c.root("other", Note.class);
            other.text = "1";
            Savepoint first = c.savepoint();
            other.text = "2";
            c.commitVersion("w");
            assertThat(note(c).text).isEqualTo("of w");
            Savepoint second = c.savepoint();
            note(c).text = "changed after";
            second.rollback();
            assertThat(note(c).text).isEqualTo("of w");
            first.rollback();
            assertThat(note(c).text).isEqualTo("start");
            assertThat(other.text).isEqualTo("1");
            c.commit();
        }
        assertThat(text("w")).isEqualTo("of w");
        assertThat(this.<String>in(V, c -> c.root("other", Note.class).text)).isEqualTo("1");
        assertThat(this.<String>in("", c -> c.root("other", Note.class).text)).isEqualTo("other");

        try (OdbConnection c = database.connect()) {
            c.commitVersion(V);
            c.savepoint();
            c.commitVersion("w");
            c.root("other", Note.class).text += " and more";
            c.savepoint();
            c.commit();
        }
        assertThat(text("")).isEqualTo("of w");
        assertThat(this.<String>in("", c -> c.root("other", Note.class).text)).isEqualTo("1 and more");
        assertThat(database.versions()).isEmpty();
    }

    @Test
    void commitAndAbort_areShownAtOnce_andRolledBackWithTheTransaction() {
        write(V, "inside");
        try (OdbConnection c = database.connect()) {
            assertThat(note(c).text).isEqualTo("start");
            c.commitVersion(V);
            assertThat(note(c).text).isEqualTo("inside");
            c.rollback();
            assertThat(note(c).text).isEqualTo("start");
            c.commitVersion(V);
            note(c).text += " and outside";
            c.commit();
            assertThat(note(c).text).isEqualTo("inside and outside");
        }
        assertThat(text("")).isEqualTo("inside and outside");
        write(V, "again");
        try (OdbConnection c = database.connect("w")) {
            c.abortVersion(V);
            note(c).text = "w";
            c.commit();
        }
        assertThat(text("w")).isEqualTo("w");
        assertThat(text("")).isEqualTo("inside and outside");
    }

    @Test
    void commitAndAbort_areRefused() {
        change(V, c -> {
            c.transaction().user("ada");
            note(c).text = "inside";
        });
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change(V, c -> c.commitVersion(V)))
                .withMessageContaining("ODB-3874");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> change("", c -> c.abortVersion("nobody's")))
                .withMessageContainingAll("ODB-3873", "nobody's", "[v]");
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> change("", c -> {
                    c.transaction().user("bob");
                    c.commitVersion(V);
                }))
                .withMessageContainingAll("ODB-3876", "ada", "bob");
        try (OdbConnection c = database.connect()) {
            c.transaction().user("ada");
            c.commitVersion(V);
            note(c).text = "more";
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> c.abortVersion(V))
                    .withMessageContaining("ODB-3873");
        }
        try (OdbConnection c = database.connect("w")) {
            c.transaction().user("ada");
            c.undo(change("", x -> x.root("other", Note.class, () -> new Note("other")).text = "B"));
            c.commitVersion(V);
        }
    }

    @Test
    void administrator_seesAndEndsTheVersionsOfOthers() {
        change(V, c -> {
            c.transaction().user("ada");
            note(c).text = "inside";
        });
        long last = write(V, "inside twice");
        change("w", OdbConnection::beginVersion);
        assertThat(database.versions()).hasSize(2);
        VersionInfo v = database.versions().get(0);
        assertThat(v.name()).isEqualTo(V);
        assertThat(v.owner()).isEqualTo("ada");
        assertThat(v.begun()).isEqualTo(now);
        assertThat(v.objects()).isOne();
        assertThat(v.bytes()).isPositive();
        assertThat(v.lastChange()).isEqualTo(database.history(note, 1).get(0).time());
        assertThat(database.history(note, 3))
                .extracting(RevisionInfo::tid, RevisionInfo::version)
                .startsWith(tuple(last, V));
        assertThat(database.history(note, 3).get(2).version()).isEmpty();
        database.commitVersion(V);
        assertThat(text("")).isEqualTo("inside twice");
        database.abortVersion("w");
        assertThat(database.versions()).isEmpty();
        assertThat(database.undoLog(0, 1).get(0).description()).isEqualTo("aborted version w");
    }

    @Test
    void undo_fromOutside_isRefusedForWhatAVersionHolds() {
        long b = write("", "B");
        long c = write(V, "C");
        assertThatExceptionOfType(UndoException.class)
                .isThrownBy(() -> change("", x -> x.undo(c)))
                .withMessageContaining("version 'v' holds it");
        assertThatExceptionOfType(UndoException.class).isThrownBy(() -> change("", x -> x.undo(b)));
        assertThatExceptionOfType(UndoException.class).isThrownBy(() -> change("w", x -> x.undo(c)));
        assertThat(text("")).isEqualTo("B");
    }

    /** What is outside stays what it is. */
    @Test
    void undo_ofAChangeOfTheMainLine_insideAVersion_isAChangeInTheVersion() {
        long b = write("", "B");
        change(V, x -> x.undo(b));
        assertThat(text("")).isEqualTo("B");
        assertThat(text(V)).isEqualTo("start");
        assertThat(database.versions().get(0).objects()).isOne();
    }

    @Test
    void past_isSeenInTheVersion() {
        write(V, "1");
        long first = newest();
        write(V, "2");
        try (OdbConnection past = database.connect(V, AsOf.tid(first))) {
            assertThat(past.version()).isEqualTo(V);
            assertThat(note(past).text).isEqualTo("1");
        }
        try (OdbConnection past = database.connect(AsOf.tid(first))) {
            assertThat(note(past).text).isEqualTo("start");
        }
    }

    @Test
    void name_thatCannotBeOne_isRefused() {
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> database.connect(" "))
                .withMessageContaining("ODB-3871");
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> database.connect("v".repeat(201)))
                .withMessageContaining("ODB-4220");
    }

    @Test
    void taskQueues_areOfTheMainLine() {
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> in(V, c -> c.queue("mail")))
                .withMessageContainingAll("ODB-3884", "mail", "'v'");
    }

    @Test
    void connection_goesOnFromTransactionToTransaction() {
        try (OdbConnection inside = database.connect(V);
                OdbConnection outside = database.connect()) {
            Note mine = note(inside);
            Note theirs = note(outside);
            for (int i = 0; i < 3; i++) {
                mine.text = "inside " + i;
                inside.commit();
                outside.rollback();
                assertThat(theirs.text).isEqualTo(i == 0 ? "start" : "inside " + (i - 1));
                outside.commitVersion(V);
                outside.commit();
                assertThat(theirs.text).isEqualTo("inside " + i);
                inside.rollback();
                assertThat(mine.text).isEqualTo("inside " + i);
            }
            mine.text = "gone";
            inside.commit();
            outside.rollback();
            outside.abortVersion(V);
            outside.commit();
            theirs.text = "outside";
            outside.commit();
            inside.rollback();
            assertThat(mine.text).isEqualTo("outside");
        }
    }

    @Test
    void versionsAndTheirLocks_areThereAgainAfterAReopen() {
        write(V, "inside");
        in("", c -> c.root("other", Note.class, () -> new Note("other")));
        change(V, c -> c.lock(c.root("other", Note.class)));
        List<VersionInfo> before = database.versions();
        reopen();
        assertThat(database.versions()).isEqualTo(before);
        assertThat(text("")).isEqualTo("start");
        assertThat(text(V)).isEqualTo("inside");
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> write("", "outside"));
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> c.root("other", Note.class).text = "outside"));
        change("", c -> c.commitVersion(V));
        assertThat(text("")).isEqualTo("inside");
    }
}
