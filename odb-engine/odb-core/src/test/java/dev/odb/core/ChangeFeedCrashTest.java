package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PackOptions;
import dev.odb.PersistentList;
import dev.odb.StoredTransaction;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.inflow.ChangeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The computer dies at a random disk operation while commits, branches that are decided late, packs and deliveries go on. A
 * delivery enters what it hears into a list, in its own transaction. After each crash the list has every commit up to the
 * position, once and in order; whatever is not in it comes next.
 */
class ChangeFeedCrashTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final OdbConfiguration CONFIGURATION = OdbConfiguration.of("odb:file:faulty");
    private static final String LISTENER = "the listener";

    private final Logger logger = Logger.getLogger("dev.odb.core");
    private final Random random = new Random(SEED);
    private int number;
    private int heard;
    /** Everything up to that tid was checked. */
    private long checked;

    /** Each crash is reported, as it should be. */
    @BeforeEach
    void beQuiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void beHeard() {
        logger.setLevel(null);
    }

    @Test
    void crashAnywhere_losesAndDoublesNoChange(@TempDir Path folder) throws Exception {
        int crashes = (int) Math.max(20, 400 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        System.out.println("ChangeFeedCrashTest: " + crashes + " crashes, -Dodb.test.seed=" + SEED);
        FaultyDisk disk = new FaultyDisk(folder);
        FileSettings settings = new FileSettings(16_384, 1024, 1 << 20, InstantSource.system());
        begin(disk, settings);
        for (int i = 0; i < crashes; i++) {
            disk.dieAfter(1 + random.nextInt(150));
            live(disk, settings);
            disk.crash(random);
            try (Engine database = Engine.open(CONFIGURATION, disk.openStorage(settings))) {
                check(database);
            }
        }
        assertThat(heard).as("seed %s", SEED).isGreaterThan(crashes);
    }

    private static void begin(FaultyDisk disk, FileSettings settings) throws IOException {
        try (Engine database = Engine.open(CONFIGURATION, disk.openStorage(settings));
                ChangeSubscription feed = database.changeSubscription("feed")) {
            database.transact(c -> {
                c.transaction().describe(LISTENER);
                c.roots().put("heard", new PersistentList<Long>());
                c.roots().put("team", new Team());
                return null;
            });
            Feeds.all(database, feed);
        }
    }

    private void live(FaultyDisk disk, FileSettings settings) {
        Engine database = null;
        try {
            database = Engine.open(CONFIGURATION, disk.openStorage(settings));
            ChangeSubscription feed = database.changeSubscription("feed");
            while (true) {
                work(database, feed);
            }
        } catch (IOException | OdbException died) {
            assertThat(died).as("seed %s", SEED).hasStackTraceContaining("the computer is off");
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    private void work(Engine database, ChangeSubscription feed) {
        int what = random.nextInt(100);
        if (what < 40) {
            database.transact(c -> c.root("team", Team.class).title = "" + number++);
        } else if (what < 50) {
            Branch branch = database.begin(new BranchSettings("", () -> true));
            OdbConnection session = branch.session(Team.class.getClassLoader());
            session.root("team", Team.class).visits.add(1);
            if (database.prepared().isEmpty()) {
                branch.prepare(new BranchId(7, new byte[] {(byte) number++}, new byte[] {(byte) random.nextInt()}));
            } else {
                branch.rollback();
            }
        } else if (what < 60) {
            for (PreparedBranch branch : database.prepared()) {
                database.commitPrepared(branch.id());
            }
        } else if (what < 62) {
            database.pack(PackOptions.keeping(Duration.ZERO));
        } else {
            ChangeEvent change = Feeds.now(feed);
            if (change != null) {
                Feeds.deliver(database, feed, change, ChangeFeedCrashTest::enter);
            }
        }
    }

    private static void enter(OdbConnection connection, ChangeEvent change) {
        connection.transaction().describe(LISTENER);
        list(connection).add(change.tid());
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<Long> list(OdbConnection connection) {
        return connection.root("heard", PersistentList.class);
    }

    /** Ends with everything heard and the list empty. */
    private void check(Engine database) {
        List<Long> all = committed(database);
        long position = database.subscriptions().get(0).position();
        List<Long> entered = database.transact(c -> List.copyOf(list(c)));
        assertThat(all.stream().filter(tid -> tid <= position))
                .as("seed %s, heard", SEED)
                .allMatch(entered::contains);
        List<Long> left = all.stream().filter(tid -> tid > position).toList();
        try (ChangeSubscription feed = database.changeSubscription("feed")) {
            List<Long> rest = new ArrayList<>();
            for (ChangeEvent next = Feeds.now(feed); next != null; next = Feeds.now(feed)) {
                Feeds.deliver(database, feed, next, ChangeFeedCrashTest::enter);
                rest.add(next.tid());
            }
            assertThat(rest).as("seed %s, not heard yet", SEED).isEqualTo(left);
        }
        List<Long> now = database.transact(c -> List.copyOf(list(c)));
        assertThat(now).as("seed %s", SEED).isSorted().doesNotHaveDuplicates();
        heard += now.size();
        database.transact(c -> {
            c.transaction().describe(LISTENER);
            list(c).clear();
            return null;
        });
        try (ChangeSubscription feed = database.changeSubscription("feed")) {
            Feeds.all(database, feed);
        }
        checked = database.subscriptions().get(0).position();
    }

    private List<Long> committed(Engine database) {
        try (Stream<StoredTransaction> all = database.transactions(checked + 1, Long.MAX_VALUE)) {
            return all.map(StoredTransaction::info)
                    .filter(about -> !about.description().equals(LISTENER)
                            && !about.properties().containsKey("odb.bookkeeping"))
                    .map(about -> about.tid())
                    .toList();
        }
    }
}
