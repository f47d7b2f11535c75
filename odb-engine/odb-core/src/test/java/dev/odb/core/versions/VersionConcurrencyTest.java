package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.PersistentList;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads that write in a version, others that write outside, and one that commits and aborts the version. */
public abstract class VersionConcurrencyTest extends VersionsFixture {
    private static final String V = "v";
    private static final int NOTES = 6;
    /** From here on the notes are changed outside only. */
    private static final int OUTSIDE = 4;

    private final int rounds =
            Math.max(5, (int) (200 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05"))));

    /**
     * Each adds one to a note and to its twin, and half of those in the version, and all outside, to a note of all, for which they
     * stand in each other's way. Whoever sees something of a transaction, or of a version, sees all of it. What is aborted is gone wholly, what is committed is all there, and nothing stays behind in a
     * version that is over.
     */
    @Test
    void writers_andWhoEndsTheVersion_leaveWholeTransactionsOnly() throws Exception {
        in("", c -> {
            PersistentList<Note> notes = new PersistentList<>();
            for (int i = 0; i <= 2 * NOTES; i++) {
                notes.add(new Note("0"));
            }
            return c.roots().put("notes", notes);
        });
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Future<Integer> first = threads.submit(() -> addAll(V, 0, done));
        Future<Integer> second = threads.submit(() -> addAll(V, 2, done));
        Future<Integer> outside = threads.submit(() -> addAll("", OUTSIDE, done));
        Future<Integer> ended = threads.submit(() -> endAll(done));
        int added = first.get() + second.get();
        int committed = ended.get();
        threads.shutdown();
        requireTwins("");
        requireTwins(V);
        add(V, 0, true);
        committed += commit();
        requireTwins("");
        assertThat(committed).isBetween(1, added + 1);
        assertThat(this.<Integer>in("", c -> sum(c, 0, OUTSIDE))).isEqualTo(committed);
        assertThat(this.<Integer>in("", c -> sum(c, OUTSIDE, NOTES))).isEqualTo(outside.get());
        for (int i = 0; i < NOTES; i++) {
            add("", i, true);
        }
        assertThat(database.versions()).isEmpty();
    }

    /** Gives how often it has. */
    private int addAll(String version, int first, AtomicInteger done) {
        int added = 0;
        try {
            for (int i = 0; i < rounds; i++) {
                try {
                    add(version, first + i % 2, version.isEmpty() || i % 4 < 2);
                    added++;
                } catch (ConflictException | VersionLockedException e) {
                    // others were there first, and go on
                }
                requireTwins(version);
            }
        } finally {
            done.incrementAndGet();
        }
        return added;
    }

    private void add(String version, int number, boolean all) {
        in(version, c -> {
            count(notes(c).get(number));
            count(notes(c).get(NOTES + number));
            if (all) {
                count(notes(c).get(2 * NOTES));
            }
            return null;
        });
    }

    private static void count(Note note) {
        note.text = Integer.toString(Integer.parseInt(note.text) + 1);
    }

    /** Gives how much was added in the versions that it has committed. */
    private int endAll(AtomicInteger done) {
        int committed = 0;
        for (int i = 0; done.get() < 3; i++) {
            if (database.versions().isEmpty()) {
                continue;
            }
            try {
                if (i % 2 == 0) {
                    committed += commit();
                } else {
                    abort();
                }
            } catch (ConflictException e) {
                // a writer was there first
            }
        }
        return committed;
    }

    private int commit() {
        try (OdbConnection c = database.connect()) {
            int before = sum(c, 0, OUTSIDE);
            c.commitVersion(V);
            int after = sum(c, 0, OUTSIDE);
            c.commit();
            return after - before;
        }
    }

    private void abort() {
        try (OdbConnection c = database.connect()) {
            c.abortVersion(V);
            c.commit();
        }
    }

    private void requireTwins(String version) {
        in(version, c -> {
            for (int i = 0; i < NOTES; i++) {
                assertThat(notes(c).get(NOTES + i).text).isEqualTo(notes(c).get(i).text);
            }
            return null;
        });
    }

    private static int sum(OdbConnection connection, int from, int to) {
        return notes(connection).subList(from, to).stream()
                .mapToInt(note -> Integer.parseInt(note.text))
                .sum();
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<Note> notes(OdbConnection connection) {
        return (PersistentList<Note>) connection.root("notes", PersistentList.class);
    }
}
