package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PersistentList;
import dev.odb.Savepoint;
import dev.odb.UndoException;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import dev.odb.core.storage.RevisionFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A random walk over all that is done with versions, by connections that go on from transaction to transaction, against a
 * model that knows of each object what is seen in each place and which version holds it.
 */
public abstract class VersionWalkTest extends VersionsFixture {
    private static final String[] PLACES = {"", "v", "w"};
    private static final int OBJECTS = 5;

    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int steps = (int) (20_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    private final List<OdbConnection> connections = new ArrayList<>();
    private final long[] oids = new long[OBJECTS];
    private Model model = new Model(new String[OBJECTS], new String[OBJECTS], new int[OBJECTS], new boolean[OBJECTS]);
    private final List<Step> undoable = new ArrayList<>();
    private int texts;

    /** What there is: the state outside, that inside, the version that holds it (0: none), and whether it has a lock. */
    private record Model(String[] outside, String[] inside, int[] holder, boolean[] locked) {
        Model copy() {
            return new Model(outside.clone(), inside.clone(), holder.clone(), locked.clone());
        }

        String seen(int object, int place) {
            return holder[object] != 0 && holder[object] == place ? inside[object] : outside[object];
        }

        boolean isFree(int object, int place) {
            return holder[object] == 0
                    || holder[object] == place
                    || !locked[object] && inside[object].equals(outside[object]);
        }

        void take(int object, int place, String text) {
            if (place == 0) {
                outside[object] = text;
                release(object);
            } else {
                locked[object] &= holder[object] == place;
                holder[object] = place;
                inside[object] = text;
            }
        }

        void release(int object) {
            holder[object] = 0;
            inside[object] = null;
            locked[object] = false;
        }

        boolean sameAs(Model other) {
            return Arrays.equals(outside, other.outside)
                    && Arrays.equals(inside, other.inside)
                    && Arrays.equals(holder, other.holder);
        }
    }

    private record Step(long tid, int place, Model before, Model after) {}

    @Test
    void walk_isWhatTheModelSays() {
        try {
            create();
            for (int step = 0; step < steps; step++) {
                step();
                if (step % 20 == 0) {
                    requireAll();
                }
            }
            requireAll();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            connections.forEach(OdbConnection::close);
        }
    }

    private void create() {
        in("", c -> {
            PersistentList<Note> notes = new PersistentList<>();
            for (int i = 0; i < OBJECTS; i++) {
                notes.add(new Note("0"));
                oids[i] = c.oid(notes.get(i));
                model.outside[i] = "0";
            }
            return c.roots().put("notes", notes);
        });
        connections.add(database.connect());
        connections.add(database.connect("v"));
        connections.add(database.connect("w"));
    }

    private void step() {
        int place = random.nextInt(PLACES.length);
        OdbConnection c = connections.get(place);
        Model before = model.copy();
        Model after = model.copy();
        boolean done = false;
        try {
            int what = random.nextInt(20);
            if (what < 10) {
                change(c, place, after);
            } else if (what < 13) {
                end(c, place, after);
            } else if (what < 16 && place != 0) {
                lock(c, place, after);
            } else if (what < 18 && !undoable.isEmpty()) {
                after = undo(c, place, after);
            } else {
                savepoint(c, place, after);
            }
            c.commit();
            done = true;
        } catch (VersionLockedException | UndoException e) {
            // the model has said so, which was looked at where it was thrown
            c.rollback();
        }
        if (done && !after.sameAs(before)) {
            undoable.add(new Step(newest(), place, before, after));
        }
        model = done ? after : before;
    }

    private void change(OdbConnection c, int place, Model after) {
        for (int i = 0; i <= random.nextInt(2); i++) {
            int object = random.nextInt(OBJECTS);
            Note note = notes(c).get(object);
            assertThat(note.text).isEqualTo(after.seen(object, place));
            String text = Integer.toString(++texts);
            boolean free = after.isFree(object, place);
            try {
                note.text = text;
                assertThat(free).as("free").isTrue();
            } catch (VersionLockedException e) {
                requireHeld(e, object, free, after);
                throw e;
            }
            after.take(object, place, text);
        }
    }

    private void requireHeld(VersionLockedException refused, int object, boolean free, Model model) {
        assertThat(free).as("free").isFalse();
        assertThat(refused.oid()).isEqualTo(oids[object]);
        assertThat(refused.version()).isEqualTo(PLACES[model.holder[object]]);
    }

    private void end(OdbConnection c, int place, Model after) {
        int which = 1 + random.nextInt(2);
        boolean there = database.versions().stream().anyMatch(v -> v.name().equals(PLACES[which]));
        boolean commits = random.nextBoolean();
        try {
            if (commits) {
                c.commitVersion(PLACES[which]);
            } else {
                c.abortVersion(PLACES[which]);
            }
            assertThat(there && which != place).isTrue();
        } catch (OdbException e) {
            assertThat(there && which != place).as(e.getMessage()).isFalse();
            return;
        }
        for (int i = 0; i < OBJECTS; i++) {
            if (after.holder[i] == which) {
                String text = commits ? after.inside[i] : after.outside[i];
                after.release(i);
                if (commits) {
                    after.take(i, place, text);
                }
            }
        }
    }

    private void lock(OdbConnection c, int place, Model after) {
        int object = random.nextInt(OBJECTS);
        Note note = notes(c).get(object);
        if (after.holder[object] == place && after.locked[object]) {
            c.unlock(note);
            after.locked[object] = false;
        } else {
            boolean free = after.isFree(object, place);
            String seen = after.seen(object, place);
            try {
                c.lock(note, Duration.ofDays(1));
                assertThat(free).as("free").isTrue();
            } catch (VersionLockedException e) {
                requireHeld(e, object, free, after);
                throw e;
            }
            after.take(object, place, seen);
            after.locked[object] = true;
        }
    }

    /** Of the last one only, where it was done; what comes of others the chart's test says. */
    private Model undo(OdbConnection c, int place, Model now) {
        Step last = undoable.get(undoable.size() - 1);
        if (last.place != place || last.tid != newest()) {
            return now;
        }
        boolean elsewhere = isElsewhere(last);
        try {
            c.undo(last.tid);
            assertThat(elsewhere).as("back into another version").isFalse();
        } catch (UndoException e) {
            assertThat(elsewhere).as(e.getMessage()).isTrue();
            throw e;
        }
        Model after = last.before.copy();
        System.arraycopy(now.locked, 0, after.locked, 0, OBJECTS);
        for (int i = 0; i < OBJECTS; i++) {
            after.locked[i] &= after.holder[i] != 0 && after.holder[i] == now.holder[i];
        }
        return after;
    }

    /**
     * Whether its undo in a version would put an object from the main line into another one, or take one from another one that
     * holds it: as when the step was itself the undo of a commit from there. That is undone there.
     */
    private static boolean isElsewhere(Step step) {
        boolean elsewhere = false;
        for (int i = 0; i < OBJECTS; i++) {
            int before = step.before.holder[i];
            int after = step.after.holder[i];
            boolean intoAnother = before != 0 && before != step.place && after == 0;
            boolean fromAnother = after != 0 && after != step.place && after != before;
            elsewhere |= step.place != 0 && (intoAnother || fromAnother);
        }
        return elsewhere;
    }

    private void savepoint(OdbConnection c, int place, Model after) {
        change(c, place, after);
        Model kept = after.copy();
        Savepoint point = c.savepoint();
        try {
            change(c, place, after);
        } catch (VersionLockedException e) {
            // as the model has said; what was changed before is taken back as well
        }
        point.rollback();
        for (int i = 0; i < OBJECTS; i++) {
            assertThat(notes(c).get(i).text).isEqualTo(kept.seen(i, place));
            after.outside[i] = kept.outside[i];
            after.inside[i] = kept.inside[i];
            after.holder[i] = kept.holder[i];
            after.locked[i] = kept.locked[i];
        }
    }

    private void requireAll() {
        for (int place = 0; place < PLACES.length; place++) {
            int at = place;
            in(PLACES[place], c -> {
                for (int i = 0; i < OBJECTS; i++) {
                    assertThat(notes(c).get(i).text).isEqualTo(model.seen(i, at));
                }
                return null;
            });
        }
        for (int i = 0; i < OBJECTS; i++) {
            requireRow(oids[i], PLACES[model.holder[i]]);
        }
        for (int place = 1; place < PLACES.length; place++) {
            int at = place;
            long holds =
                    Arrays.stream(model.holder).filter(holder -> holder == at).count();
            long listed = database.versions().stream()
                    .filter(v -> v.name().equals(PLACES[at]))
                    .mapToLong(v -> v.objects())
                    .sum();
            assertThat(listed).as(PLACES[at]).isEqualTo(holds);
        }
    }

    /** The invariants of the chart. */
    private void requireRow(long oid, String version) {
        RevisionFields head = fields(oid, database.history(oid, 1).get(0).tid());
        assertThat(head.lineage().version()).isEqualTo(version);
        assertThat(head.lineage().nv()).isLessThan(head.serial());
        assertThat(head.lineage().pre()).isLessThan(head.serial());
        if (head.dataSerial() != 0) {
            assertThat(fields(oid, head.dataSerial()).dataSerial()).isZero();
        }
        if (!head.lineage().isMain()) {
            assertThat(fields(oid, head.lineage().nv()).lineage().isMain()).isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<Note> notes(OdbConnection connection) {
        return (PersistentList<Note>) connection.root("notes", PersistentList.class);
    }
}
