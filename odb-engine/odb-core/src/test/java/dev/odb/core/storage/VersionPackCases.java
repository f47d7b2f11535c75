package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Packs.dryRun;
import static dev.odb.core.storage.Packs.keepingUnreachable;
import static dev.odb.core.storage.Packs.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a pack keeps of objects that are in a version: what the version sees, and what all others see. */
interface VersionPackCases {
    /** The storage under test, empty at first. */
    Storage packable();

    /** Closes a durable one and opens it again. */
    void reopenPacked() throws Exception;

    private VersionDriver pack(VersionDriver driver, PackRequest request) throws Exception {
        packable().pack(request);
        reopenPacked();
        return driver.on(packable());
    }

    private void assertFields(
            long oid, long serial, String version, long nv, long pre, long dataSerial, long prevHead) {
        assertThat(packable().fields(oid, serial))
                .isEqualTo(new RevisionFields(serial, new Lineage(version, nv, pre), dataSerial, prevHead, false));
    }

    /** What was packed has its own state; it may follow the one before it that stays, or nothing. */
    private void assertPacked(long oid, long serial, String version, long nv) {
        RevisionFields found = packable().fields(oid, serial);
        assertThat(found.lineage().version()).isEqualTo(version);
        assertThat(found.lineage().nv()).isEqualTo(nv);
        assertThat(found.dataSerial()).isZero();
        assertThat(found.tombstone()).isFalse();
        assertThat(found.lineage().pre()).isIn(0L, found.prevHead());
        if (found.prevHead() != 0) {
            assertThat(packable().fields(oid, found.prevHead())).isNotNull();
        }
    }

    @Test
    default void pack_keepsWhatTheVersionSeesAndWhatOthersSee() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root>1");
        for (long oid = 5; oid <= 7; oid++) {
            driver.store(oid, "", "target");
        }
        long a = driver.store(1, "", "A");
        long b = driver.store(1, "", "B>6");
        long c = driver.store(1, "v", "C>5");
        long d = driver.store(1, "v", "D>7");
        PackResult dry = packable().pack(dryRun(d));
        PackResult result = packable().pack(to(d));
        assertThat(dry.after().revisions()).isEqualTo(result.after().revisions());
        assertThat(dry.after().objects()).isEqualTo(result.after().objects());
        reopenPacked();
        driver = driver.on(packable());
        for (int i = 0; i < 2; i++) {
            assertThat(packable().fields(1, a)).isNull();
            assertThat(packable().fields(1, c)).isNull();
            assertPacked(1, b, "", 0);
            assertPacked(1, d, "v", b);
            assertThat(driver.seen(1, "")).isEqualTo("B>6");
            assertThat(driver.seen(1, "v")).isEqualTo("D>7");
            assertThat(packable().exists(5)).isFalse();
            assertThat(driver.seen(6, "")).isEqualTo("target");
            assertThat(driver.seen(7, "")).isEqualTo("target");
            assertThat(transactions(packable(), b, d))
                    .extracting(CommittedTransaction::tid)
                    .containsExactly(b, d);
            // once more, to the same and to a later time
            driver.store(2, "", "later");
            driver = pack(driver, to(i == 0 ? d : packable().lastTid()));
        }
        long aborted = driver.abortVersion(1);
        assertThat(driver.seen(1, "v")).isEqualTo("B>6");
        long undone = driver.undo(1, aborted);
        assertFields(1, undone, "v", b, 0, d, aborted);
        assertThat(driver.seen(1, "v")).isEqualTo("D>7");
        long committed = driver.commitVersion("", 1);
        driver = pack(driver, to(committed));
        assertThat(packable().fields(1, b)).isNull();
        assertThat(packable().fields(1, undone)).isNull();
        assertPacked(1, committed, "", 0);
        assertThat(driver.seen(1, "")).isEqualTo("D>7");
        assertThat(packable().exists(6)).isFalse();
    }

    /** What only the version reaches is reached. */
    @Test
    default void pack_keepsWhatWasMadeInAVersion() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root>1");
        driver.store(1, "", "A");
        driver.store(2, "v", "made in v>3");
        driver.store(3, "v", "there, too");
        driver.store(4, "v", "garbage");
        long last = driver.store(0, "v", "root>1,2");
        driver = pack(driver, to(last));
        assertThat(driver.seen(0, "")).isEqualTo("root>1");
        assertThat(driver.seen(1, "")).isEqualTo("A");
        assertThat(driver.seen(2, "")).isNull();
        assertThat(driver.seen(2, "v")).isEqualTo("made in v>3");
        assertThat(driver.seen(3, "v")).isEqualTo("there, too");
        assertThat(packable().exists(4)).isFalse();
        long aborted = driver.abortVersion(0);
        driver = pack(driver, to(aborted));
        assertThat(driver.seen(0, "v")).isEqualTo("root>1");
        assertThat(packable().exists(2)).isFalse();
    }

    /** A pack to the middle of a version's life; what follows is as it was and can be undone. */
    @Test
    default void pack_leavesWhatIsNewerAsItWas() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root>1");
        driver.store(1, "", "A");
        long b = driver.store(1, "", "B");
        driver.store(1, "v", "C");
        long d = driver.store(1, "v", "D");
        long e = driver.store(1, "v", "E");
        long f = driver.commitVersion("w", 1);
        long g = driver.abortVersion(1);
        driver = pack(driver, to(d));
        assertPacked(1, b, "", 0);
        assertPacked(1, d, "v", b);
        assertFields(1, e, "v", b, d, 0, d);
        assertThat(packable().fields(1, f).lineage()).isEqualTo(new Lineage("w", b, e));
        assertThat(packable().fields(1, g).lineage()).isEqualTo(new Lineage("", 0, f));
        driver.undo(1, g);
        driver.undo(1, f);
        assertThat(driver.seen(1, "v")).isEqualTo("E");
        driver.undo(1, e);
        assertThat(driver.seen(1, "v")).isEqualTo("D");
        assertThat(driver.seen(1, "")).isEqualTo("B");
    }

    /** Others see again what they saw before the pack time, and was not current then. */
    @Test
    default void pack_keepsWhatOthersSeeBecauseOfALaterUndo() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root>1");
        driver.store(6, "", "target");
        driver.store(1, "", "A");
        long b = driver.store(1, "", "B>6");
        long c = driver.store(1, "v", "C");
        driver.commitVersion("", 1);
        long e = driver.store(1, "", "E");
        // as the undo of the version's commit would
        long again = driver.commit(Batches.undo(1, e, packable().fields(1, c), "C".getBytes(UTF_8)));
        driver = pack(driver, to(e));
        assertFields(1, again, "v", b, 0, 0, e);
        assertPacked(1, b, "", 0);
        assertPacked(1, e, "", 0);
        assertThat(driver.seen(1, "v")).isEqualTo("C");
        assertThat(driver.seen(1, "")).isEqualTo("B>6");
        assertThat(driver.seen(6, "")).isEqualTo("target");
        driver = pack(driver, to(again));
        assertThat(packable().fields(1, e)).isNull();
        assertThat(driver.seen(1, "")).isEqualTo("B>6");
    }

    /** What an undo's revision was made from may go; the state it shares with another one that goes is its own then. */
    @Test
    default void pack_cutsWhatARevisionWasMadeFrom() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root>1");
        long a = driver.store(1, "", "A");
        long b = driver.store(1, "", "B");
        long c = driver.store(1, "", "C");
        long g = driver.undo(1, c);
        assertFields(1, g, "", 0, a, b, c);
        driver = pack(driver, to(c));
        assertPacked(1, c, "", 0);
        assertFields(1, g, "", 0, 0, 0, c);
        assertThat(driver.seen(1, "")).isEqualTo("B");
        assertThat(packable().load(1, g).lineage()).isEqualTo(new Lineage("", 0, 0));
        long redone = driver.undo(1, g);
        assertFields(1, redone, "", 0, 0, c, g);
        assertThat(driver.seen(1, "")).isEqualTo("C");
    }

    /** It counts as written after the pack time, with what others see. */
    @Test
    default void pack_keepsWhatABranchInDoubtNeeds() throws Exception {
        VersionDriver driver = new VersionDriver(packable());
        driver.store(0, "", "root");
        long a = driver.store(1, "", "A");
        long b = driver.store(1, "v", "B");
        packable().prepare(branch(1, 1), batch(driver.stored(1, "v", "C")));
        driver = pack(driver, to(b));
        long tid = packable().commitPrepared(branch(1, 1), t -> {});
        assertFields(1, tid, "v", a, b, 0, b);
        assertThat(driver.seen(1, "v")).isEqualTo("C");
        assertThat(driver.seen(1, "")).isEqualTo("A");
    }

    /** The random walk with packs to any time in between. */
    @Test
    default void randomWalk_withPacks_keepsTheInvariants() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println(getClass().getSimpleName() + ", versions: -Dodb.test.seed=" + seed);
        int packs = (int) Math.max(5, 100 * Double.parseDouble(System.getProperty("odb.test.scale", "0.1")));
        Random random = new Random(seed);
        VersionWalk walk = new VersionWalk(packable(), random, 4);
        for (int i = 0; i < packs; i++) {
            for (int step = 0; step < 20; step++) {
                walk.step();
            }
            long upTo = walk.anyTid();
            packable().pack(keepingUnreachable(upTo));
            walk.packed(packable().packedTid());
            walk.check();
            reopenPacked();
            walk.on(packable());
            walk.check();
        }
    }
}
