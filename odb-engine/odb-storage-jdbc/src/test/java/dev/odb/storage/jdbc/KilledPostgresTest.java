package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbException;
import dev.odb.StorageFailedException;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed while many commit, through two storages, and started again. */
class KilledPostgresTest {
    private static final int WRITERS = 4;
    private static final int KILLS = 2;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);
    private final AtomicLong commits = new AtomicLong();
    /** Two, as two processes have them. */
    private List<JdbcStorage> storages;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    /** Each writer counts in two objects at once; nobody opens anything again. */
    @Test
    void nothingAcknowledgedIsLost_nothingHalfDoneIsSeen_everybodyGoesOn() throws Exception {
        String url = Databases.postgres();
        storages = List.of(
                Databases.open(url, false, InstantSource.system()), Databases.open(url, false, InstantSource.system()));
        storages.get(0).prepare(branch(1, 1), batch(write(100, 0, "in doubt")));
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(threads.submit(() -> count(writer)));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            awaitCommits(20, writers);
            Databases.server().kill();
            Databases.server().begin();
            Databases.server().awaitAnswer();
        }
        awaitCommits(20, writers);
        done.set(true);
        for (Future<?> writer : writers) {
            writer.get(2, TimeUnit.MINUTES);
        }
        threads.shutdown();
        storages.forEach(JdbcStorage::close);

        JdbcStorage storage = Databases.open(url, false, InstantSource.system());
        for (int i = 0; i < WRITERS; i++) {
            assertThat(text(storage, 2 * i + 1)).isEqualTo(String.valueOf(acknowledged.get(i)));
            assertThat(text(storage, 2 * i + 2)).isEqualTo(String.valueOf(acknowledged.get(i)));
        }
        assertThat(storage.prepared()).hasSize(1);
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(storage, 100)).isEqualTo("in doubt");
        storage.close();
    }

    private void awaitCommits(int more, List<Future<?>> writers) {
        long until = commits.get() + more;
        while (commits.get() < until) {
            assertThat(writers).as("writers that have failed").noneMatch(Future::isDone);
            Thread.onSpinWait();
        }
    }

    private void count(int writer) {
        long one = 2L * writer + 1;
        JdbcStorage storage = storages.get(writer % 2);
        long serial = 0;
        while (!done.get()) {
            String next = String.valueOf(acknowledged.get(writer) + 1);
            try {
                serial = storage.commit(batch(write(one, serial, next), write(one + 1, serial, next)), tid -> {});
                acknowledged.incrementAndGet(writer);
                commits.incrementAndGet();
                assertBoth(storages.get(1 - writer % 2), one, next);
            } catch (StorageFailedException e) {
                // nothing was stored, so it is simply done again
                assertThat(e).hasMessageContaining("ODB-4302");
            } catch (StaleRecordsException e) {
                throw new AssertionError("stored though it was said that it was not", e);
            }
        }
    }

    /** The other one sees it as soon as it has looked. */
    private void assertBoth(JdbcStorage storage, long one, String expected) {
        try {
            storage.poll();
            Revision first = storage.load(one, storage.lastTid());
            Revision second = storage.load(one + 1, storage.lastTid());
            assertThat(new String(first.record(), UTF_8)).isEqualTo(expected);
            assertThat(new String(second.record(), UTF_8)).isEqualTo(expected);
        } catch (OdbException e) {
            assertThat(e).hasMessageContaining("ODB-4303");
        }
    }
}
