package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.PersistentList;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads that write in a version, others that write outside, and one that commits and aborts the version. */
public abstract class VersionConcurrencyTest extends VersionsFixture {
    private static final String V = "v";
    private static final int NOTES = 8;

    private final int rounds =
            Math.max(5, (int) (200 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05"))));

    /**
     * Each adds one to a note and to the note of all, which makes their sum: whoever sees something of a transaction, or of
     * a version, sees all of it. What is aborted is gone wholly.
     */
    @Test
    void writers_andWhoEndsTheVersion_leaveWholeTransactionsOnly() throws Exception {
        in("", c -> {
            PersistentList<Note> notes = new PersistentList<>();
            for (int i = 0; i <= NOTES; i++) {
                notes.add(new Note("0"));
            }
            return c.roots().put("notes", notes);
        });
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int writer = i;
            all.add(threads.submit(() -> addAll(V, 2 * writer, done)));
        }
        all.add(threads.submit(() -> addAll("", NOTES / 2, done)));
        all.add(threads.submit(() -> endAll(done)));
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        requireSum("");
        requireSum(V);
        if (!database.versions().isEmpty()) {
            database.commitVersion(V);
        }
        requireSum("");
        add("", 0);
        assertThat(database.versions()).isEmpty();
    }

    private void addAll(String version, int first, AtomicInteger done) {
        try {
            for (int i = 0; i < rounds; i++) {
                try {
                    add(version, first + i % 2);
                } catch (ConflictException | VersionLockedException e) {
                    // others were there first, and go on
                    assertThat(e).isNotNull();
                }
                requireSum(version);
            }
        } finally {
            done.incrementAndGet();
        }
    }

    private void add(String version, int number) {
        in(version, c -> {
            count(notes(c).get(number));
            count(notes(c).get(NOTES));
            return null;
        });
    }

    private static void count(Note note) {
        note.text = Integer.toString(Integer.parseInt(note.text) + 1);
    }

    private void endAll(AtomicInteger done) {
        for (int i = 0; done.get() < 3; i++) {
            boolean commits = i % 2 == 0;
            try (OdbConnection c = database.connect()) {
                if (database.versions().isEmpty()) {
                    continue;
                }
                if (commits) {
                    c.commitVersion(V);
                } else {
                    c.abortVersion(V);
                }
                c.commit();
            } catch (ConflictException e) {
                // a writer was there first
                assertThat(e.lostOids()).isNotEmpty();
            }
        }
    }

    private void requireSum(String version) {
        in(version, c -> {
            int sum = 0;
            for (int i = 0; i < NOTES; i++) {
                sum += Integer.parseInt(notes(c).get(i).text);
            }
            assertThat(notes(c).get(NOTES).text).isEqualTo(Integer.toString(sum));
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<Note> notes(OdbConnection connection) {
        return (PersistentList<Note>) connection.root("notes", PersistentList.class);
    }
}
