package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackReport;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads take objects out of a collection, keep them in memory and put them back, while packs remove what is unlinked.
 * Putting back succeeds or says that the object is gone; what is linked can always be loaded.
 */
class EnginePackConcurrencyTest {
    private static final int THREADS = 4;
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean removedSome = new AtomicBoolean();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void fileStorage_neverLinksWhatIsGone(@TempDir Path folder) throws Exception {
        run("odb:file:" + folder.resolve("db"), (int) Math.max(40, 800 * SCALE));
    }

    @Test
    void memoryStorage_neverLinksWhatIsGone() throws Exception {
        run("odb:memory:" + UUID.randomUUID(), (int) Math.max(100, 2000 * SCALE));
    }

    private void run(String url, int rounds) throws Exception {
        try (Engine database = Engine.open(OdbConfiguration.of(url))) {
            Future<long[]> packer = threads.submit(() -> packOn(database));
            List<Future<int[]>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Work work = new Work(database, i, rounds, removedSome);
                running.add(threads.submit(work::run));
            }
            int linked = 0;
            for (Future<int[]> each : running) {
                int[] outcomes = each.get(2, TimeUnit.MINUTES);
                linked += outcomes[0];
            }
            done.set(true);
            long[] packed = packer.get(1, TimeUnit.MINUTES);
            assertThat(linked).as("seed %s: put back", SEED).isPositive();
            assertThat(packed[0])
                    .as("seed %s: objects removed in %s packs", SEED, packed[1])
                    .isPositive();
            checkAll(database);
        }
    }

    private long[] packOn(Engine database) {
        long[] removed = new long[2];
        while (!done.get()) {
            PackReport report = database.pack(Instant.now());
            removed[0] += report.unreachableObjects();
            removedSome.compareAndSet(false, removed[0] > 0);
            removed[1]++;
        }
        return removed;
    }

    private static void checkAll(Engine database) {
        database.pack(Instant.now());
        database.transact(connection -> {
            for (int i = 0; i < THREADS; i++) {
                for (Person person : connection.root("team" + i, Team.class).members) {
                    assertThat(person.name()).as("seed %s", SEED).isNotEmpty();
                    assertThat(person.friend.name()).as("seed %s", SEED).isNotEmpty();
                }
            }
            return null;
        });
    }

    /** One thread with its connection and the objects that it has taken out. */
    private static final class Work {
        private final Engine database;
        private final String root;
        private final Random random;
        private final List<Person> out = new ArrayList<>();
        private final int[] outcomes = new int[2];
        private final int rounds;
        private final AtomicBoolean removedSome;

        Work(Engine database, int number, int rounds, AtomicBoolean removedSome) {
            this.database = database;
            this.rounds = rounds;
            this.removedSome = removedSome;
            root = "team" + number;
            random = new Random(SEED + number);
        }

        int[] run() {
            try (OdbConnection connection = database.connect()) {
                connection.root(root, Team.class, Team::new);
                connection.commit();
                // on, if no pack has found anything to remove yet, for lack of processors
                for (int i = 0; i < rounds || !removedSome.get() && i < 100 * rounds; i++) {
                    Person back = out.isEmpty() || random.nextBoolean() ? null : out.remove(random.nextInt(out.size()));
                    try {
                        change(connection.root(root, Team.class).members, back, "p" + i);
                        connection.commit();
                        outcomes[0] += back == null ? 0 : 1;
                    } catch (ObjectNotFoundException e) {
                        assertThat(back).as("seed %s: %s", SEED, e).isNotNull();
                        outcomes[1]++;
                        connection.rollback();
                    } catch (ConflictException e) {
                        connection.rollback();
                    }
                    assertThat(out).doesNotContain(back);
                }
            }
            return outcomes;
        }

        private void change(List<Person> members, Person back, String name) {
            if (back != null) {
                if (random.nextBoolean()) {
                    back.age(random.nextInt(100));
                }
                members.add(back);
                return;
            }
            if (members.size() > 6) {
                Person taken = members.remove(random.nextInt(members.size()));
                assertThat(taken.name()).isNotEmpty();
                out.add(taken);
            }
            Person made = new Person(name, 1);
            made.friend = new Person("friend of " + name, 2);
            members.add(made);
        }
    }
}
