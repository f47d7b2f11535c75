package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays converge: of 32 threads that want the same objects every one gets through within four attempts, whatever the
 * order in which they touch them and whoever else holds them.
 */
class EngineConvergenceTest {
    private static final int THREADS = 32;
    private static final int ROUNDS =
            (int) Math.max(2, 40 * Double.parseDouble(System.getProperty("odb.test.scale", "1")));

    @TempDir
    Path folder;

    private final AtomicInteger mostAttempts = new AtomicInteger();
    private final AtomicInteger allAttempts = new AtomicInteger();
    private Engine database;

    @BeforeEach
    void open() {
        // long enough for a machine under load: a lock that is waited for in vain would cost an attempt
        database = Engine.open(
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withLockWait(Duration.ofSeconds(60)));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            for (String name : List.of("a", "b", "c", "d")) {
                team.byName.put(name, new Person(name, 0));
            }
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Person person(OdbConnection c, String name) {
        return c.root("team", Team.class).byName.get(name);
    }

    private static void grow(OdbConnection c, String name) {
        Person person = person(c, name);
        person.age(person.age() + 1);
    }

    private int age(String name) {
        return database.transact(c -> person(c, name).age());
    }

    /** Runs the body in so many threads, each time as a transaction of its own, and counts attempts. */
    private void crowd(Isolation isolation, ObjIntConsumer<OdbConnection> body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                all.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        transact(isolation, body, number);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(mostAttempts.get()).as("attempts of one caller").isBetween(2, 4);
    }

    private void transact(Isolation isolation, ObjIntConsumer<OdbConnection> body, int number) {
        int[] attempts = {0};
        database.transact(isolation, c -> {
            attempts[0]++;
            body.accept(c, number);
            return null;
        });
        mostAttempts.accumulateAndGet(attempts[0], Math::max);
        allAttempts.addAndGet(attempts[0]);
    }

    /** CONFORMANCE 15: every commit of every thread is there. */
    @Test
    void threadsOnOneObject_getThroughWithinFourAttempts() throws Exception {
        crowd(Isolation.SNAPSHOT, (c, number) -> grow(c, "a"));
        assertThat(age("a")).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void pairsInOppositeOrders_getThroughWithinFourAttempts() throws Exception {
        crowd(Isolation.SNAPSHOT, (c, number) -> {
            grow(c, number % 2 == 0 ? "a" : "b");
            grow(c, number % 2 == 0 ? "b" : "a");
        });
        assertThat(age("a")).isEqualTo(THREADS * ROUNDS);
        assertThat(age("b")).isEqualTo(THREADS * ROUNDS);
    }

    /** CONFORMANCE 15: distinct and common objects, in changing pairs. */
    @Test
    void changingPairs_getThroughWithinFourAttempts() throws Exception {
        List<String> names = List.of("a", "b", "c", "d");
        crowd(Isolation.SNAPSHOT, (c, number) -> {
            grow(c, names.get(number % 4));
            grow(c, names.get((number / 4 + 1 + number) % 4));
        });
        assertThat(names.stream().mapToInt(this::age).sum()).isEqualTo(2 * THREADS * ROUNDS);
    }

    /** Each writes one of four objects to the sum of all: serial or lost. */
    @Test
    void serializableTransactions_getThroughWithinFourAttempts() throws Exception {
        List<String> names = List.of("a", "b", "c", "d");
        crowd(Isolation.SERIALIZABLE, (c, number) -> {
            int most =
                    names.stream().mapToInt(name -> person(c, name).age()).max().orElseThrow();
            person(c, names.get(number % 4)).age(most + 1);
        });
        assertThat(names.stream().mapToInt(this::age).max()).hasValue(THREADS * ROUNDS);
    }

    @Test
    void amongPreparedBranchesThatAreDecidedLate_theyGetThroughWithinFourAttempts() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(2);
        BlockingQueue<BranchId> prepared = new LinkedBlockingQueue<>();
        AtomicInteger running = new AtomicInteger(1);
        try {
            Future<Integer> preparing = others.submit(() -> prepare(prepared, running));
            Future<Integer> deciding = others.submit(decider(prepared, preparing));
            crowd(Isolation.SNAPSHOT, (c, number) -> grow(c, "a"));
            running.set(0);
            assertThat(preparing.get()).isPositive();
            int committed = deciding.get();
            assertThat(age("a")).isEqualTo(THREADS * ROUNDS + committed);
        } finally {
            others.shutdownNow();
        }
        assertThat(database.prepared()).isEmpty();
    }

    /** Prepares branches on the object that all want, as long as the others run; gives how many. */
    private int prepare(BlockingQueue<BranchId> prepared, AtomicInteger running) {
        int count = 0;
        while (running.get() > 0) {
            byte[] name = ByteBuffer.allocate(4).putInt(count).array();
            BranchId id = new BranchId(7, name, new byte[] {1});
            Branch branch = database.begin(new BranchSettings("", () -> true));
            grow(branch.session(Team.class.getClassLoader()), "a");
            try {
                branch.prepare(id);
                prepared.add(id);
                count++;
            } catch (ConflictException e) {
                // this one is not replayed
                assertThat(e.lostOids()).isNotNull();
            }
        }
        return count;
    }

    /** Decides each when nothing else has been prepared for a while, two of three times by a commit; gives how many. */
    private Callable<Integer> decider(BlockingQueue<BranchId> prepared, Future<Integer> preparing) {
        return () -> {
            int committed = 0;
            for (int i = 0; !preparing.isDone() || !prepared.isEmpty(); i++) {
                BranchId next = prepared.poll(1, TimeUnit.MILLISECONDS);
                if (next == null) {
                    continue;
                }
                if (i % 3 > 0) {
                    database.commitPrepared(next);
                    committed++;
                } else {
                    database.rollbackPrepared(next);
                }
            }
            return committed;
        };
    }
}
