package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PersistentList;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.storage.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed while two engines, as two servers have them, are busy, and started again. */
class KilledPostgresTest {
    private static final int KILLS =
            Math.max(2, (int) (20 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05"))));
    private static final int WRITERS = 4;
    private static final int ACCOUNTS = 8;
    private static final int BALANCE = 1_000;
    private static final int COMMITS = 30;
    private static final BranchId DOUBT = new BranchId(7, new byte[] {1}, new byte[] {2});

    private final AtomicBoolean done = new AtomicBoolean();
    /** How often each writer was told that it has committed. */
    private final AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> refusals = new ConcurrentHashMap<>();
    private List<Engine> engines;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    /**
     * Each writer moves money between accounts that all use, and counts that in an object of its own, so that of each of its
     * transactions it is known whether it is there. Nobody opens anything again.
     */
    @Test
    void nothingAcknowledgedIsLost_nothingHalfDoneIsSeen_everybodyGoesOn() throws Exception {
        try (Postgres server = Postgres.start()) {
            Servers servers = new Servers(server.url());
            try (Engine first = servers.open();
                    Engine second = servers.open()) {
                engines = List.of(first, second);
                first.transact(c -> {
                    c.roots().put("accounts", accounts(ACCOUNTS, BALANCE));
                    return c.roots().put("counts", accounts(WRITERS, 0));
                });
                Branch branch = first.begin(new BranchSettings("", () -> true));
                branch.session(Account.class.getClassLoader()).roots().put("doubt", new Account(1));
                branch.prepare(DOUBT);
                work(server);
            }
            System.out.println("Commits: " + commits + ", refused: " + refusals);
            try (Engine database = servers.open()) {
                database.transact(c -> {
                    requireSum(c);
                    for (int i = 0; i < WRITERS; i++) {
                        assertThat(list(c, "counts").get(i).balance()).isEqualTo(acknowledged.get(i));
                    }
                    return null;
                });
                assertThat(database.prepared()).hasSize(1);
                database.commitPrepared(DOUBT);
                assertThat(database.<Boolean>transact(c -> c.roots().containsKey("doubt")))
                        .isTrue();
            }
        }
    }

    private void work(Postgres server) throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println("KilledPostgresTest: -Dodb.test.seed=" + seed);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                workers.add(threads.submit(() -> write(writer, new Random(seed + writer))));
            }
            for (Engine engine : engines) {
                workers.add(threads.submit(() -> read(engine)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                await(commits, COMMITS, workers);
                server.kill();
                await(refused, 1, workers);
                server.begin();
                server.awaitAnswer();
            }
            await(commits, COMMITS, workers);
        } finally {
            done.set(true);
            threads.shutdown();
        }
        for (Future<?> worker : workers) {
            worker.get(2, TimeUnit.MINUTES);
        }
    }

    private static void await(AtomicInteger count, int more, List<Future<?>> workers) throws Exception {
        int until = count.get() + more;
        while (count.get() < until) {
            for (Future<?> worker : workers) {
                if (worker.isDone()) {
                    worker.get();
                }
            }
            Thread.onSpinWait();
        }
    }

    private void write(int writer, Random random) {
        Engine mine = engines.get(writer % 2);
        Engine other = engines.get(1 - writer % 2);
        while (!done.get()) {
            long before = acknowledged.get(writer);
            int from = random.nextInt(ACCOUNTS);
            int to = random.nextInt(ACCOUNTS);
            boolean committed = tried(mine, c -> {
                Account count = list(c, "counts").get(writer);
                // what was refused was not stored
                assertThat(count.balance()).isEqualTo(before);
                count.add(1);
                list(c, "accounts").get(from).add(-1);
                list(c, "accounts").get(to).add(1);
            });
            if (committed) {
                acknowledged.incrementAndGet(writer);
                commits.incrementAndGet();
                tried(other, c -> assertThat(list(c, "counts").get(writer).balance())
                        .isEqualTo(before + 1));
            }
        }
    }

    private void read(Engine engine) {
        while (!done.get()) {
            tried(engine, KilledPostgresTest::requireSum);
        }
    }

    @FunctionalInterface
    private interface Body {
        void run(OdbConnection connection);
    }

    /** False if it is to be tried again, since the database is away, or others were there first. */
    private boolean tried(Engine engine, Body body) {
        try {
            engine.transact(c -> {
                body.run(c);
                return null;
            });
            return true;
        } catch (ConflictException e) {
            refusals.merge("conflict", 1, Integer::sum);
            return false;
        } catch (OdbException e) {
            assertThat(e).hasMessageMatching("(?s)ODB-430[23]: .*");
            refusals.merge(e.getMessage().substring(0, 8), 1, Integer::sum);
            refused.incrementAndGet();
            return false;
        }
    }

    private static void requireSum(OdbConnection connection) {
        assertThat(list(connection, "accounts").stream()
                        .mapToLong(Account::balance)
                        .sum())
                .isEqualTo(ACCOUNTS * BALANCE);
    }

    private static PersistentList<Account> accounts(int many, long balance) {
        PersistentList<Account> accounts = new PersistentList<>();
        for (int i = 0; i < many; i++) {
            accounts.add(new Account(balance));
        }
        return accounts;
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<Account> list(OdbConnection connection, String root) {
        return connection.root(root, PersistentList.class);
    }
}
