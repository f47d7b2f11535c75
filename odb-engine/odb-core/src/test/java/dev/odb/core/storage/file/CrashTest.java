package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.branch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The computer dies at a random disk operation of a random workload, several times in the life of one database. After
 * each: it opens, everything acknowledged is there, what was not acknowledged is there as a whole or not at all, the
 * prepared branches are listed, and the index, wherever it was saved, agrees with a full scan of the log.
 */
class CrashTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    @Test
    void crash_anywhere_keepsWhatWasAcknowledged() throws Exception {
        int count = (int) Math.max(50, 10_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        System.out.println("CrashTest: " + count + " crashes, -Dodb.test.seed=" + SEED);
        int crashes = 0;
        for (long life = 0; crashes < count; life++) {
            Random random = new Random(SEED + life);
            crashes += new Life(random, "seed " + SEED + ", life " + life).run();
        }
        assertThat(crashes).isGreaterThanOrEqualTo(count);
    }

    /** One database and what is known about it. */
    private static final class Life {
        private final Random random;
        private final String name;
        private final FaultyDisk disk = new FaultyDisk();
        private final FileSettings settings;
        /** By oid, its serials in order with the text that each must have. */
        private final Map<Long, Map<Long, ByteBuffer>> acknowledged = new HashMap<>();

        private final Map<BranchId, Batch> prepared = new LinkedHashMap<>();
        /** Decided by hand and not forgotten, and whether they were committed. */
        private final Map<BranchId, Boolean> byHand = new LinkedHashMap<>();

        private final Set<Long> givenOids = new HashSet<>();
        private Batch uncertainBatch;
        private BranchId uncertainBranch;
        private Boolean uncertainDecision;
        private boolean uncertainByHand;
        private BranchId uncertainForget;
        private long uncertainPack;
        private long packedTid;
        private long lastTid;
        private int branches;
        private int classes;
        private FileStorage storage;

        Life(Random random, String name) {
            this.random = random;
            this.name = name;
            settings = new FileSettings(
                            1024 + random.nextInt(8192),
                            256 + random.nextInt(1024),
                            random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(300),
                            InstantSource.system())
                    .withCompress(random.nextBoolean());
        }

        int run() throws Exception {
            int crashes = 2 + random.nextInt(6);
            for (int i = 0; i < crashes; i++) {
                disk.dieAfter(1 + random.nextInt(random.nextInt(3) == 0 ? 12 : 80));
                try {
                    storage = FileStorage.open(disk, false, settings, () -> {});
                    learn();
                    work();
                } catch (IOException | OdbException died) {
                    assertThat(died).as(name).hasStackTraceContaining("the computer is off");
                }
                disk.crash(random);
                if (i == crashes - 1 || random.nextBoolean()) {
                    // else the next death may come while this one is being repaired
                    storage = FileStorage.open(disk, false, settings, () -> {});
                    learn();
                    check();
                }
            }
            return crashes;
        }

        private void work() throws StaleRecordsException {
            while (true) {
                int what = random.nextInt(100);
                if (what < 5) {
                    storage.saveIndex();
                } else if (what < 40) {
                    commit();
                } else if (what < 60) {
                    prepare();
                } else if (what < 82) {
                    decide();
                } else if (what < 85) {
                    forget();
                } else if (what < 95) {
                    newOids();
                } else if (what < 97) {
                    pack();
                } else if (what < 99) {
                    int id = storage.defineClass(new byte[] {(byte) ++classes, (byte) (classes >> 8)});
                    assertThat(id).as(name).isPositive();
                } else {
                    storage.close();
                    return;
                }
            }
        }

        /** Old revisions go; these records refer to nothing. */
        private void pack() {
            uncertainPack = Math.max(0, lastTid - random.nextInt(200_000_000));
            storage.pack(Packs.keepingUnreachable(uncertainPack));
            packed();
            packedTid = storage.packedTid();
        }

        private void packed() {
            for (Map<Long, ByteBuffer> revisions : acknowledged.values()) {
                long current = revisions.keySet().stream()
                        .filter(tid -> tid <= uncertainPack)
                        .max(Long::compare)
                        .orElse(0L);
                revisions.keySet().removeIf(tid -> tid < current);
            }
            uncertainPack = 0;
        }

        private void newOids() {
            int many = 1 + random.nextInt(600);
            long first = storage.newOids(many);
            for (long oid = first; oid < first + many; oid++) {
                assertThat(givenOids.add(oid))
                        .as("%s: oid %s is new", name, oid)
                        .isTrue();
            }
        }

        private void commit() throws StaleRecordsException {
            uncertainBatch = batch();
            long tid = storage.commit(uncertainBatch, appended -> {});
            acknowledge(tid, uncertainBatch);
            uncertainBatch = null;
        }

        private void prepare() throws StaleRecordsException {
            BranchId id = branch(++branches, branches >> 8);
            uncertainBranch = id;
            uncertainBatch = batch();
            storage.prepare(id, uncertainBatch);
            prepared.put(id, uncertainBatch);
            uncertainBranch = null;
            uncertainBatch = null;
        }

        private void decide() {
            if (prepared.isEmpty()) {
                return;
            }
            BranchId id = new ArrayList<>(prepared.keySet()).get(random.nextInt(prepared.size()));
            uncertainBranch = id;
            uncertainBatch = prepared.get(id);
            uncertainDecision = random.nextInt(3) > 0;
            uncertainByHand = random.nextInt(3) == 0;
            if (uncertainDecision) {
                long tid = uncertainByHand
                        ? storage.commitByHand(id, appended -> {})
                        : storage.commitPrepared(id, appended -> {});
                acknowledge(tid, uncertainBatch);
            } else if (uncertainByHand) {
                storage.rollbackByHand(id);
            } else {
                storage.rollbackPrepared(id);
            }
            decided(id);
            uncertainBranch = null;
            uncertainBatch = null;
            uncertainDecision = null;
        }

        private void decided(BranchId id) {
            prepared.remove(id);
            if (uncertainByHand) {
                byHand.put(id, uncertainDecision);
            }
        }

        private void forget() {
            if (byHand.isEmpty()) {
                return;
            }
            uncertainForget = new ArrayList<>(byHand.keySet()).get(random.nextInt(byHand.size()));
            storage.forget(uncertainForget);
            byHand.remove(uncertainForget);
            uncertainForget = null;
        }

        private byte[] record() {
            byte[] record = new byte[random.nextInt(20) == 0 ? 3000 : 1 + random.nextInt(200)];
            if (random.nextInt(3) == 0) {
                // is compressed if it is long
                Arrays.fill(record, (byte) random.nextInt());
            } else {
                random.nextBytes(record);
            }
            return record;
        }

        /** Objects that nobody holds, some of them new, and some in the state that they have. */
        private Batch batch() {
            Set<Long> held = new HashSet<>();
            for (Batch other : prepared.values()) {
                other.writes().forEach(write -> held.add(write.oid()));
                other.checks().forEach(check -> held.add(check.oid()));
            }
            List<Write> writes = new ArrayList<>();
            List<ReadCheck> checks = new ArrayList<>();
            for (long oid = 0; oid < 30; oid++) {
                if (!held.contains(oid) && random.nextInt(10) == 0) {
                    Revision old = storage.loadAppended(oid);
                    long serial = old == null ? 0 : old.serial();
                    if (random.nextInt(4) == 0) {
                        checks.add(new ReadCheck(oid, serial));
                    } else {
                        writes.add(
                                old != null && random.nextInt(4) == 0
                                        ? new Write(oid, serial, old.record(), serial)
                                        : new Write(oid, serial, record()));
                    }
                }
            }
            TransactionMetadata metadata = new TransactionMetadata("u", "d" + random.nextInt(), Map.of(), false);
            return new Batch(writes, checks, metadata);
        }

        private void acknowledge(long tid, Batch batch) {
            assertThat(tid).as(name).isGreaterThan(lastTid);
            lastTid = tid;
            for (Write write : batch.writes()) {
                acknowledged
                        .computeIfAbsent(write.oid(), key -> new LinkedHashMap<>())
                        .put(tid, ByteBuffer.wrap(write.record()));
            }
        }

        /** What was uncertain when it died is certain now: both outcomes are right, halves are not. */
        private void learn() {
            if (uncertainPack > 0 && storage.packedTid() > packedTid) {
                packed();
            }
            uncertainPack = 0;
            packedTid = storage.packedTid();
            Map<BranchId, Boolean> listedByHand = new LinkedHashMap<>();
            storage.decidedByHand().forEach(decision -> listedByHand.put(decision.id(), decision.committed()));
            if (uncertainForget != null && !listedByHand.containsKey(uncertainForget)) {
                byHand.remove(uncertainForget);
            }
            uncertainForget = null;
            if (uncertainBatch != null) {
                learnDecision();
            }
            assertThat(listedByHand).as(name).isEqualTo(byHand);
        }

        private void learnDecision() {
            long tid = storage.lastTid();
            boolean listed = storage.prepared().stream().anyMatch(b -> b.id().equals(uncertainBranch));
            if (uncertainBranch == null || Boolean.TRUE.equals(uncertainDecision)) {
                if (tid > lastTid) {
                    assertThat(listed).as(name).isFalse();
                    acknowledge(tid, uncertainBatch);
                    if (uncertainBranch != null) {
                        decided(uncertainBranch);
                    }
                } else {
                    assertThat(listed).as(name).isEqualTo(uncertainBranch != null);
                }
            } else if (listed) {
                prepared.put(uncertainBranch, uncertainBatch);
            } else if (uncertainDecision != null) {
                decided(uncertainBranch);
            }
            uncertainBatch = null;
            uncertainBranch = null;
            uncertainDecision = null;
        }

        private void check() {
            IndexAgreement.check(storage, name);
            assertThat(storage.lastTid()).as(name).isEqualTo(lastTid);
            for (long oid = 0; oid < 30; oid++) {
                Map<Long, ByteBuffer> revisions = acknowledged.getOrDefault(oid, Map.of());
                long newest = 0;
                for (Map.Entry<Long, ByteBuffer> revision : revisions.entrySet()) {
                    newest = revision.getKey();
                    Revision found = storage.load(oid, newest);
                    assertThat(found.serial()).as(name).isEqualTo(newest);
                    assertThat(ByteBuffer.wrap(found.record())).as(name).isEqualTo(revision.getValue());
                }
                Revision head = storage.loadAppended(oid);
                assertThat(head == null ? 0 : head.serial()).as(name).isEqualTo(newest);
            }
            List<PreparedBranch> listed = storage.prepared();
            assertThat(listed)
                    .extracting(PreparedBranch::id)
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(prepared.keySet());
            for (PreparedBranch branch : listed) {
                Batch expected = prepared.get(branch.id());
                assertThat(branch.batch().checks()).as(name).isEqualTo(expected.checks());
                assertThat(branch.batch().metadata()).as(name).isEqualTo(expected.metadata());
                assertThat(texts(branch.batch().writes())).as(name).isEqualTo(texts(expected.writes()));
            }
            checkTransactions();
        }

        private void checkTransactions() {
            Map<Long, Map<Long, ByteBuffer>> found = new HashMap<>();
            storage.transactions(0, Long.MAX_VALUE).forEachRemaining((CommittedTransaction transaction) -> {
                for (Write write : transaction.writes()) {
                    found.computeIfAbsent(write.oid(), key -> new LinkedHashMap<>())
                            .put(transaction.tid(), ByteBuffer.wrap(write.record()));
                }
            });
            assertThat(found.equals(acknowledged)).as(name).isTrue();
        }

        private static List<String> texts(List<Write> writes) {
            return writes.stream()
                    .map(write -> write.oid() + " " + write.serialSeen() + " "
                            + HexFormat.of().formatHex(write.record()))
                    .toList();
        }
    }
}
