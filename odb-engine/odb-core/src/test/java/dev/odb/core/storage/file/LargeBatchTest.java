package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.StorageFullException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that is written in parts: all of it or nothing, whatever happens between them. */
class LargeBatchTest {
    private static final FileSettings PARTS = new FileSettings(1 << 20, 512, 200, InstantSource.system());
    private static final FileSettings SEGMENTS = new FileSettings(1500, 512, 200, InstantSource.system());
    private static final BranchId BRANCH = branch(5, 5);
    private static final int COUNT = 30;
    private static final boolean THOROUGH = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) >= 1;
    private static final int STEP = THOROUGH ? 1 : 31;
    private static final long SMALL = 1000;

    private final FaultyDisk disk = new FaultyDisk();
    private long first;

    /** Two objects that the large batch changes and one that it leaves alone. */
    @BeforeEach
    void writeSmallDatabase() throws Exception {
        Storage storage = open(disk, PARTS);
        storage.newOids(100);
        first = commit(storage, write(1, 0, "old 1"), write(2, 0, "old 2"), write(99, 0, "alone"));
        storage.close();
    }

    private static Storage open(FaultyDisk disk, FileSettings settings) throws IOException {
        return FileStorage.open(disk, false, settings, () -> {});
    }

    private static String large(long oid) {
        return "large " + oid + " " + "x".repeat((int) oid);
    }

    private Batch large() {
        return large(index -> {});
    }

    /** With something that happens when the n-th record is read to be written. */
    private Batch large(IntConsumer between) {
        List<Write> writes = new ArrayList<>();
        for (long oid = 1; oid <= COUNT; oid++) {
            writes.add(write(oid, oid <= 2 ? first : 0, large(oid)));
        }
        Writes all = new Writes() {
            @Override
            public Write get(int index) {
                between.accept(index);
                return writes.get(index);
            }

            @Override
            public int size() {
                return writes.size();
            }

            @Override
            public long oid(int index) {
                return writes.get(index).oid();
            }

            @Override
            public long serialSeen(int index) {
                return writes.get(index).serialSeen();
            }

            @Override
            public int length(int index) {
                return writes.get(index).record().length;
            }

            @Override
            public Lineage lineage(int index) {
                return writes.get(index).lineage();
            }
        };
        TransactionMetadata metadata = new TransactionMetadata("somebody", "a large one", Map.of(), false);
        return new Batch(all, List.of(new ReadCheck(99, first)), metadata);
    }

    /** Whether the batch is there; fails if a part of it is. */
    private static boolean isThere(Storage storage) {
        boolean there = text(storage, 1).equals(large(1));
        for (long oid = 1; oid <= COUNT; oid++) {
            String old = oid <= 2 ? "old " + oid : null;
            assertThat(text(storage, oid)).as("object %s", oid).isEqualTo(there ? large(oid) : old);
        }
        assertThat(text(storage, 99)).isEqualTo("alone");
        return there;
    }

    private static int used(FaultyDisk disk) {
        byte[] bytes = disk.bytes(Small.FIRST);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static FaultyDisk cut(FaultyDisk disk, int at) {
        FaultyDisk cut = disk.copy();
        byte[] bytes = cut.bytes(Small.FIRST);
        Arrays.fill(bytes, at, bytes.length, (byte) 0);
        cut.put(Small.FIRST, bytes);
        return cut;
    }

    @Test
    void largeBatch_isOneTransactionAlsoAfterReopening() throws Exception {
        Storage storage = open(disk, SEGMENTS);
        long tid = storage.commit(large(), t -> {});
        assertThat(isThere(storage)).isTrue();
        storage.close();
        assertThat(disk.list()).as("segments").hasSizeGreaterThan(2);
        Storage again = open(disk, SEGMENTS);
        assertThat(isThere(again)).isTrue();
        assertThat(text(again, 1, tid - 1)).isEqualTo("old 1");
        assertThat(transactions(again, tid, tid)).singleElement().satisfies(found -> {
            assertThat(found.metadata().description()).isEqualTo("a large one");
            assertThat(found.writes()).hasSize(COUNT).extracting(Write::oid).isSorted();
            assertThat(found.writes().get(0).serialSeen()).isEqualTo(first);
            assertThat(new String(found.writes().get(7).record())).isEqualTo(large(8));
        });
        assertThat(again.newOids(1)).isGreaterThan(COUNT);
    }

    @Test
    void othersCommitBetweenItsParts() throws Exception {
        Storage storage = open(disk, PARTS);
        List<Long> tids = new ArrayList<>();
        long tid = storage.commit(large(index -> tids.add(commitSmall(storage, index))), t -> {});
        assertThat(tids).hasSize(COUNT).allSatisfy(small -> assertThat(small).isLessThan(tid));
        assertThat(isThere(storage)).isTrue();
        Storage again = open(disk.copy(), PARTS);
        assertThat(isThere(again)).isTrue();
        for (int i = 0; i < COUNT; i++) {
            assertThat(text(again, SMALL + i)).isEqualTo("small " + i);
        }
    }

    private static long commitSmall(Storage storage, int index) {
        try {
            return commit(storage, write(SMALL + index, 0, "small " + index));
        } catch (StaleRecordsException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void otherThatChangesAnObjectBetweenItsParts_winsAndNothingOfItIsThere() throws Exception {
        Storage storage = open(disk, PARTS);
        StaleRecordsException lost = catchThrowableOfType(
                StaleRecordsException.class,
                () -> storage.commit(
                        large(index -> {
                            if (index == 10) {
                                change99(storage);
                            }
                        }),
                        t -> {}));
        assertThat(lost.stale()).singleElement().satisfies(stale -> assertThat(stale.oid())
                .isEqualTo(99));
        assertThat(text(storage, 1)).isEqualTo("old 1");
        Storage again = open(disk.copy(), PARTS);
        assertThat(text(again, 3)).isNull();
        assertThat(text(again, 99)).isEqualTo("changed");
        assertThat(again.prepared()).isEmpty();
    }

    private void change99(Storage storage) {
        try {
            commit(storage, write(99, first, "changed"));
        } catch (StaleRecordsException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void logThatEndsAnywhereInIt_hasNothingOfIt() throws Exception {
        Storage storage = open(disk, PARTS);
        int before = used(disk);
        storage.commit(large(index -> commitSmall(storage, index)), t -> {});
        int after = used(disk);
        assertThat(isThere(open(disk.copy(), PARTS))).isTrue();
        // what was forced between its parts must be there, or it is corruption
        int known = 0;
        for (int at = before; at < after; at += STEP) {
            try {
                assertThat(isThere(open(cut(disk, at), PARTS)))
                        .as("cut at %s", at)
                        .isFalse();
                known++;
            } catch (CorruptStorageException e) {
                assertThat(e).hasMessageContaining(Small.FIRST);
            }
        }
        assertThat(known).isPositive();
    }

    @Test
    void crashAtAnyOperation_leavesAllOrNothing() throws Exception {
        Random random = new Random(42);
        for (FileSettings settings : List.of(PARTS, SEGMENTS)) {
            int there = 0;
            int gone = 0;
            for (int operations = 0; ; operations++) {
                FaultyDisk copy = disk.copy();
                Storage storage = open(copy, settings);
                copy.dieAfter(operations);
                boolean acknowledged = false;
                try {
                    storage.commit(large(), t -> {});
                    acknowledged = true;
                } catch (OdbException died) {
                    assertThat(died).hasStackTraceContaining("the computer is off");
                }
                copy.crash(random);
                boolean found = isThere(open(copy, settings));
                assertThat(found || !acknowledged)
                        .as("after %s operations", operations)
                        .isTrue();
                there += found ? 1 : 0;
                gone += found ? 0 : 1;
                if (acknowledged) {
                    break;
                }
            }
            assertThat(gone).isGreaterThan(3);
            assertThat(there).isPositive();
        }
    }

    @Test
    void flippedByteAnywhereInIt_isFoundOrChangesNothing() throws Exception {
        Storage storage = open(disk, PARTS);
        int before = used(disk);
        storage.commit(large(), t -> {});
        int after = used(disk);
        storage.close();
        int found = 0;
        for (int at = before; at < after; at += STEP) {
            FaultyDisk damaged = disk.copy();
            byte[] bytes = damaged.bytes(Small.FIRST);
            bytes[at] ^= 4;
            damaged.put(Small.FIRST, bytes);
            try {
                assertThat(isThere(open(damaged, PARTS)))
                        .as("flipped at %s", at)
                        .isTrue();
            } catch (CorruptStorageException e) {
                found++;
            }
        }
        assertThat(found).isGreaterThan((after - before) / STEP * 9 / 10);
    }

    @Test
    void preparedBranch_holdsItsObjectsAfterReopeningAndCommits() throws Exception {
        Storage storage = open(disk, SEGMENTS);
        storage.prepare(BRANCH, large());
        assertThat(isThere(storage)).isFalse();
        Storage again = open(disk.copy(), SEGMENTS);
        assertThat(isThere(again)).isFalse();
        assertThat(again.prepared()).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(BRANCH);
            assertThat(found.batch().writes()).hasSize(COUNT);
            assertThat(found.batch().writes().savedOids()).containsExactly(1, 2);
            assertThat(found.batch().checks()).containsExactly(new ReadCheck(99, first));
        });
        assertThatThrownBy(() -> commit(again, write(2, first, "mine"))).isInstanceOf(StaleRecordsException.class);
        assertThatThrownBy(() -> commit(again, write(99, first, "mine"))).isInstanceOf(StaleRecordsException.class);
        again.commitPrepared(BRANCH, t -> {});
        assertThat(isThere(again)).isTrue();
        again.close();
        storage.rollbackPrepared(BRANCH);
        assertThat(isThere(open(disk.copy(), SEGMENTS))).isFalse();
        assertThat(commit(storage, write(2, first, "mine"))).isPositive();
    }

    @Test
    void fullDiskBetweenItsParts_leavesNothingAndTheStorageGoesOn() throws Exception {
        Storage storage = open(disk, PARTS);
        int refused = 0;
        for (long room = 0; room < 3000; room += 300) {
            disk.limitTo(disk.used() + room);
            try {
                storage.commit(large(), t -> {});
                break;
            } catch (StorageFullException e) {
                refused++;
                assertThat(isThere(storage)).isFalse();
            }
        }
        assertThat(refused).isPositive();
        disk.limitTo(Long.MAX_VALUE);
        if (!isThere(storage)) {
            storage.commit(large(), t -> {});
        }
        assertThat(isThere(open(disk.copy(), PARTS))).isTrue();
    }
}
