package dev.odb.core.storage.overlay;

import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.transactions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TestClock;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random transactions, right and stale, tombstones and branches, on one storage and on an overlay that was begun in
 * the middle: whatever is asked, both answer the same.
 */
class OverlayAgainstOneStorageTest {
    private static final int OBJECTS = 12;
    private static final int ROUNDS =
            (int) Math.max(6, 120 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private Random random;
    private int branches;

    /** CONFORMANCE 91. */
    @Test
    void everyAnswer_isTheSame() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        for (int round = 0; round < ROUNDS; round++) {
            System.out.println("odb.test.seed=" + (seed + round));
            random = new Random(seed + round);
            run(random.nextBoolean(), random.nextBoolean(), folder.resolve("" + round));
        }
    }

    private void run(boolean versions, boolean inFiles, Path place) {
        Storage plain = new MemoryStorage("plain", clock);
        Storage base = inFiles ? file(place.resolve("base"), false) : new MemoryStorage("base", clock);
        base.defineClass(new byte[] {1});
        steps(versions, plain, base);
        if (inFiles) {
            base.close();
            base = file(place.resolve("base"), true);
        }
        List<String> before = describe(base, 0);
        Storage changes = inFiles ? file(place.resolve("changes"), false) : new MemoryStorage("changes", clock);
        try (Storage overlay = OverlayStorage.begin(base, changes)) {
            long border = base.lastTid();
            assertThat(describe(overlay, border)).isEqualTo(describe(plain, border));
            steps(versions, plain, overlay);
            assertThat(describe(overlay, border)).isEqualTo(describe(plain, border));
            if (!versions) {
                long upTo = border + (long) (random.nextDouble() * (plain.lastTid() - border));
                assertThat(overlay.pack(Packs.keepingUnreachable(upTo))
                                .removed()
                                .size())
                        .isZero();
                plain.pack(Packs.keepingUnreachable(overlay.packedTid()));
                steps(false, plain, overlay);
                assertThat(describe(overlay, border)).isEqualTo(describe(plain, border));
            }
            assertThat(describe(base, 0)).isEqualTo(before);
        }
        plain.close();
    }

    private FileStorage file(Path place, boolean readOnly) {
        return FileStorage.open(place, readOnly, new FileSettings(256 << 20, 1 << 16, clock));
    }

    /** The same on both; no branch is left. */
    private void steps(boolean versions, Storage plain, Storage other) {
        for (int i = 20 + random.nextInt(30); i > 0; i--) {
            clock.set(clock.instant().plusMillis(random.nextInt(3)));
            step(versions, plain, other);
            assertThat(prepared(other)).isEqualTo(prepared(plain));
        }
        while (!plain.prepared().isEmpty()) {
            decide(plain, other);
        }
    }

    private void step(boolean versions, Storage plain, Storage other) {
        int what = random.nextInt(10);
        if (what < 2 && !plain.prepared().isEmpty()) {
            decide(plain, other);
            return;
        }
        Batch batch = batch(versions, plain);
        List<String> outcomes = new ArrayList<>();
        branches++;
        for (Storage each : List.of(plain, other)) {
            try {
                if (what < 4) {
                    each.prepare(branch(branches, branches >> 8), batch);
                    outcomes.add("prepared");
                } else {
                    outcomes.add("tid " + each.commit(batch, tid -> {}));
                }
            } catch (StaleRecordsException e) {
                outcomes.add(e.getMessage());
            }
        }
        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    }

    private void decide(Storage plain, Storage other) {
        List<PreparedBranch> all = plain.prepared();
        PreparedBranch one = all.get(random.nextInt(all.size()));
        if (random.nextInt(3) == 0) {
            plain.rollbackPrepared(one.id());
            other.rollbackPrepared(one.id());
        } else {
            assertThat(other.commitPrepared(one.id(), tid -> {})).isEqualTo(plain.commitPrepared(one.id(), tid -> {}));
        }
    }

    private Batch batch(boolean versions, Storage plain) {
        TreeSet<Long> oids = new TreeSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            oids.add((long) random.nextInt(OBJECTS));
        }
        List<Write> writes = new ArrayList<>();
        List<ReadCheck> checks = new ArrayList<>();
        for (long oid : oids) {
            long seen = seen(oid, plain);
            if (random.nextInt(5) == 0) {
                checks.add(new ReadCheck(oid, seen));
            } else {
                writes.add(write(oid, seen, versions, plain));
            }
        }
        String text = "t" + random.nextInt(100);
        return new Batch(writes, checks, new TransactionMetadata(text, "", Map.of(), random.nextBoolean()));
    }

    /** Right, mostly. */
    private long seen(long oid, Storage plain) {
        long head = plain.serial(oid, Long.MAX_VALUE);
        return random.nextInt(12) > 0 ? head : random.nextBoolean() ? 0 : head - 1;
    }

    private Write write(long oid, long seen, boolean versions, Storage plain) {
        Revision head = plain.loadAppended(oid);
        int kind = random.nextInt(8);
        if (kind == 0 && seen > 0) {
            return new Write(oid, seen, new byte[0]);
        }
        if (kind == 1 && head != null) {
            return new Write(oid, seen, head.record(), head.serial());
        }
        Lineage lineage = versions && kind < 5 ? new Lineage(kind < 3 ? "v" : "", kind < 3 ? seen : 0, seen / 2) : null;
        return new Write(oid, seen, ("r" + random.nextInt(1000)).getBytes(UTF_8), 0, lineage);
    }

    private static List<String> prepared(Storage storage) {
        List<String> found = new ArrayList<>();
        for (PreparedBranch branch : storage.prepared()) {
            StringBuilder text =
                    new StringBuilder(branch.id() + " " + branch.batch().checks());
            branch.batch().writes().forEach(write -> text.append(text(write)));
            found.add(text.toString());
        }
        return found;
    }

    private static String text(Write write) {
        return " " + write.oid() + "<" + write.serialSeen() + ":" + new String(write.record(), UTF_8) + write.lineage();
    }

    /** Everything that a storage answers. Where the state of a revision is stored may differ. */
    private static List<String> describe(Storage storage, long border) {
        List<String> all = new ArrayList<>();
        long packed = storage.packedTid();
        all.add("last " + storage.lastTid() + " packed " + packed);
        List<Long> tids = new ArrayList<>();
        for (CommittedTransaction next : transactions(storage, 0, Long.MAX_VALUE)) {
            StringBuilder text = new StringBuilder(next.tid() + " " + next.metadata());
            next.writes().forEach(write -> text.append(text(write)));
            all.add(text.toString());
            tids.add(next.tid());
            tids.add(next.tid() - 1);
        }
        all.add("at the border " + transactions(storage, border, border).size());
        for (long oid = 0; oid < OBJECTS; oid++) {
            all.add(oid + " " + storage.exists(oid) + " " + text(storage.loadAppended(oid)));
            for (long tid : tids) {
                if (tid >= packed) {
                    all.add(oid + "@" + tid + " " + text(storage.load(oid, tid)) + " " + storage.serial(oid, tid) + " "
                            + storage.revisions(oid, tid, 2).stream()
                                    .map(OverlayAgainstOneStorageTest::text)
                                    .toList()
                            + storage.revisions(oid, tid, 100).stream()
                                    .map(OverlayAgainstOneStorageTest::text)
                                    .toList());
                }
                all.add("fields " + text(storage.fields(oid, tid)));
            }
        }
        return all;
    }

    private static String text(Revision revision) {
        return revision == null
                ? "none"
                : revision.serial() + ":" + new String(revision.record(), UTF_8) + revision.lineage();
    }

    private static String text(RevisionFields fields) {
        return fields == null
                ? "none"
                : fields.serial() + " " + fields.lineage() + " " + fields.prevHead() + " " + fields.tombstone();
    }
}
