package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ChangesLostException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import dev.odb.StoredTransaction;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.inflow.ChangeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers commit at random, in one and in two phases, while a subscription listens and packs run. */
class ChangeFeedConcurrencyTest {
    private static final int WRITERS = 4;
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean written = new AtomicBoolean();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void fileStorage_everyCommitIsHeardOnceInOrder(@TempDir Path folder) throws Exception {
        run("odb:file:" + folder.resolve("db"), (int) Math.max(50, 1000 * SCALE));
    }

    @Test
    void memoryStorage_everyCommitIsHeardOnceInOrder() throws Exception {
        run("odb:memory:" + UUID.randomUUID(), (int) Math.max(200, 4000 * SCALE));
    }

    private void run(String url, int rounds) throws Exception {
        try (Engine database = Engine.open(OdbConfiguration.of(url))) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "team" + writer;
                database.transact(c -> c.root(name, Team.class, Team::new));
            }
            ChangeSubscription feed = database.changeSubscription("feed");
            ChangeSubscription other = database.changeSubscription("other");
            Future<List<ChangeEvent>> listening = threads.submit(() -> listen(database, feed));
            List<Future<List<String>>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writing.add(threads.submit(() -> write(database, number, rounds)));
            }
            List<String> done = new ArrayList<>();
            for (Future<List<String>> each : writing) {
                done.addAll(each.get(2, TimeUnit.MINUTES));
                // the other subscription has heard nothing and keeps everything
                assertThat(database.pack(Instant.now()).passedOver()).isEmpty();
            }
            long last = database.undoLog(0, 1).get(0).tid();
            written.set(true);
            List<ChangeEvent> heard = listening.get(2, TimeUnit.MINUTES);
            assertThat(heard.stream().map(ChangeEvent::description))
                    .as("seed %s", SEED)
                    .containsExactlyInAnyOrderElementsOf(done);
            assertThat(Feeds.tids(heard)).isEqualTo(described(database, last));
            assertThat(Feeds.tids(Feeds.all(database, other))).isEqualTo(Feeds.tids(heard));
        }
    }

    /** A listener that is too slow is told between which tids something is missing: nothing is missing beside that. */
    @Test
    void fileStorage_whatPacksTake_isToldAsGaps(@TempDir Path folder) throws Exception {
        gaps("odb:file:" + folder.resolve("db"), (int) Math.max(50, 1000 * SCALE));
    }

    @Test
    void memoryStorage_whatPacksTake_isToldAsGaps() throws Exception {
        gaps("odb:memory:" + UUID.randomUUID(), (int) Math.max(200, 4000 * SCALE));
    }

    private void gaps(String url, int rounds) throws Exception {
        try (Engine database = Engine.open(OdbConfiguration.of(url))) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "team" + writer;
                database.transact(c -> c.root(name, Team.class, Team::new));
            }
            ChangeSubscription feed = database.changeSubscription("feed");
            Map<Long, String> committed = new ConcurrentHashMap<>();
            List<Future<Void>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "team" + writer;
                writing.add(threads.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        try (OdbConnection c = database.connect()) {
                            c.root(name, Team.class).title = name + i;
                            c.commit();
                            committed.put(c.serial(c.root(name, Team.class)), name + i);
                        }
                    }
                    return null;
                }));
            }
            Future<Integer> packing = threads.submit(() -> {
                int packs = 0;
                while (!written.get()) {
                    database.pack(PackOptions.before(Instant.now()).withUnheardKept(Duration.ZERO));
                    packs++;
                }
                return packs;
            });
            Future<Map<Long, Long>> listening = threads.submit(() -> listenWithGaps(database, feed));
            for (Future<Void> each : writing) {
                each.get(2, TimeUnit.MINUTES);
            }
            written.set(true);
            Map<Long, Long> ranges = listening.get(2, TimeUnit.MINUTES);
            System.out.println("ChangeFeedConcurrencyTest: " + packing.get(2, TimeUnit.MINUTES) + " packs, "
                    + ranges.entrySet().stream()
                            .filter(range -> !range.getKey().equals(range.getValue()))
                            .count()
                    + " gaps, -Dodb.test.seed=" + SEED);
            NavigableMap<Long, Long> sorted = new TreeMap<>(ranges);
            assertThat(committed.keySet()).allMatch(tid -> {
                Map.Entry<Long, Long> range = sorted.floorEntry(tid);
                return range != null && tid <= range.getValue();
            });
        }
    }

    /** What was heard and what was lost, as ranges of tids. */
    private Map<Long, Long> listenWithGaps(Engine database, ChangeSubscription feed) throws InterruptedException {
        Map<Long, Long> ranges = new HashMap<>();
        boolean last = false;
        while (!last) {
            last = written.get();
            try {
                ChangeEvent next = feed.next(last ? Duration.ZERO : Duration.ofMillis(20));
                if (next != null) {
                    Feeds.deliver(database, feed, next);
                    ranges.put(next.tid(), next.tid());
                    last = false;
                }
            } catch (ChangesLostException lost) {
                ranges.put(lost.first(), lost.last());
                database.moveSubscription("feed", lost.last());
                last = false;
            }
        }
        return ranges;
    }

    private List<ChangeEvent> listen(Engine database, ChangeSubscription feed) throws InterruptedException {
        List<ChangeEvent> heard = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = written.get();
            ChangeEvent next = feed.next(last ? Duration.ZERO : Duration.ofMillis(20));
            if (next != null) {
                Feeds.deliver(database, feed, next);
                heard.add(next);
                last = false;
            }
        }
        return heard;
    }

    private static List<Long> described(Engine database, long last) {
        try (Stream<StoredTransaction> all = database.transactions(0, last)) {
            return all.map(StoredTransaction::info)
                    .filter(about -> about.description().startsWith("writer "))
                    .map(about -> about.tid())
                    .toList();
        }
    }

    /** The descriptions of what it has committed. */
    private static List<String> write(Engine database, int writer, int rounds) {
        Random random = new Random(SEED + writer);
        List<String> committed = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String description = "writer " + writer + ", round " + i;
            Branch branch = database.begin(new BranchSettings("", () -> true));
            OdbConnection c = branch.session(Team.class.getClassLoader());
            c.transaction().describe(description);
            c.root("team" + writer, Team.class).log.add(description);
            if (random.nextInt(4) == 0) {
                c.roots().put("more" + writer, new Team());
            }
            switch (random.nextInt(5)) {
                case 0 -> branch.rollback();
                case 1, 2 -> {
                    BranchId id = new BranchId(7, new byte[] {(byte) writer}, new byte[] {(byte) i});
                    branch.prepare(id);
                    if (random.nextInt(3) == 0) {
                        database.rollbackPrepared(id);
                    } else {
                        database.commitPrepared(id);
                        committed.add(description);
                    }
                }
                default -> {
                    branch.commit();
                    committed.add(description);
                }
            }
        }
        return committed;
    }
}
