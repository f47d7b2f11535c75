package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.StorageFailedException;
import dev.odb.StorageFullException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Disks that refuse while the storage is in use. */
class FailureTest {
    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void failedForce_onePhase_isUnknownOutcomeAndStopsWrites() throws Exception {
        Storage storage = Small.open(disk);
        long first = commit(storage, write(1, 0, "a"));
        disk.failForces(true);
        assertThatThrownBy(() -> commit(storage, write(1, first, "b"))).isInstanceOf(UnknownOutcomeException.class);
        disk.failForces(false);
        long forces = disk.forces();
        assertThatThrownBy(() -> commit(storage, write(2, 0, "c"))).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(3, 0, "c"))))
                .isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> storage.defineClass(new byte[1])).isInstanceOf(StorageFailedException.class);
        assertThat(storage.lastTid()).isEqualTo(first);
        assertThat(text(storage, 1)).isEqualTo("a");
        storage.awaitPublished();
        storage.close();
        assertThat(disk.forces()).as("a force is never just tried again").isEqualTo(forces);
        Storage again = Small.open(disk);
        assertThat(text(again, 1)).isEqualTo("b");
    }

    /** Linux forgets what a failed force could not write, and the next force of the same file then succeeds. */
    @Test
    void failedForce_reopenThenCrash_keepsWhatReopeningShowed() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            FaultyDisk forgetful = new FaultyDisk();
            Storage storage = Small.open(forgetful);
            long first = commit(storage, write(1, 0, "a"));
            forgetful.failForces(true);
            assertThatThrownBy(() -> commit(storage, write(1, first, "b".repeat(200))))
                    .isInstanceOf(UnknownOutcomeException.class);
            forgetful.failForces(false);
            storage.close();
            assertThat(text(Small.open(forgetful), 1)).startsWith("bbb");
            forgetful.crash(new Random(seed));
            assertThat(text(Small.open(forgetful), 1)).as("seed %s", seed).startsWith("bbb");
        }
    }

    @Test
    void failedForce_ofDecision_staysPreparedAndNobodyDecidesOtherwise() throws Exception {
        Storage storage = Small.open(disk);
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        storage.prepare(branch(2, 1), batch(write(2, 0, "b")));
        disk.failForces(true);
        assertThatThrownBy(() -> storage.commitPrepared(branch(1, 1), tid -> {}))
                .isInstanceOf(StorageFailedException.class);
        disk.failForces(false);
        for (int i = 1; i <= 2; i++) {
            var id = branch(i, 1);
            assertThatThrownBy(() -> storage.rollbackPrepared(id)).isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(() -> storage.commitPrepared(id, tid -> {})).isInstanceOf(StorageFailedException.class);
        }
        assertThat(storage.prepared()).extracting(PreparedBranch::id).containsExactly(branch(1, 1), branch(2, 1));
        assertThat(text(storage, 1)).isNull();
        storage.close();
        Storage again = Small.open(disk);
        assertThat(again.prepared()).extracting(PreparedBranch::id).containsExactly(branch(2, 1));
        assertThat(text(again, 1)).isEqualTo("a");
    }

    /**
     * A new segment did not fit, its file was deleted and came back with the crash, saying that the segment before ended
     * where then a promised decision was written.
     */
    @Test
    void noRoomForNewSegment_decisionThenCrash_keepsDecision() throws Exception {
        FileSettings settings = new FileSettings(1024, 256, Small.SETTINGS.clock());
        for (int room = 0; room < 600; room += 5) {
            FaultyDisk full = new FaultyDisk();
            Storage storage = FileStorage.open(full, false, settings, () -> {});
            storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
            commit(storage, write(2, 0, "b".repeat(400)));
            full.limitTo(full.used() + room);
            boolean refused = false;
            for (int i = 3; !refused; i++) {
                try {
                    commit(storage, write(i, 0, "c".repeat(300)));
                } catch (StorageFullException e) {
                    refused = true;
                }
            }
            long tid = storage.commitPrepared(branch(1, 1), appended -> {});
            full.crash(new Random(room));
            Storage again = FileStorage.open(full, false, settings, () -> {});
            assertThat(again.lastTid()).as("room %s", room).isEqualTo(tid);
            assertThat(text(again, 1)).as("room %s", room).isEqualTo("a");
        }
    }

    @Test
    void failedForce_inPrepare_isStorageFailed() throws Exception {
        Storage storage = Small.open(disk);
        disk.failForces(true);
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(1, 0, "a"))))
                .isInstanceOf(StorageFailedException.class);
        assertThat(storage.prepared()).isEmpty();
    }

    @Test
    void failedWrite_leavesNothing() throws Exception {
        Storage storage = Small.open(disk);
        long first = commit(storage, write(1, 0, "a"));
        disk.failWrite(0, false);
        assertThatThrownBy(() -> commit(storage, write(1, first, "b".repeat(100))))
                .isInstanceOf(StorageFullException.class);
        assertThat(storage.loadAppended(1).serial()).isEqualTo(first);
        long second = commit(storage, write(1, first, "c"));
        assertThat(text(storage, 1)).isEqualTo("c");
        disk.failWrite(0, false);
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(1, second, "d"))))
                .isInstanceOf(StorageFullException.class);
        assertThat(storage.prepared()).isEmpty();
        storage.prepare(branch(1, 1), batch(write(1, second, "e")));
        disk.failWrite(0, false);
        assertThatThrownBy(() -> storage.commitPrepared(branch(1, 1), tid -> {}))
                .isInstanceOf(StorageFailedException.class);
        assertThat(storage.prepared()).hasSize(1);
        storage.commitPrepared(branch(1, 1), tid -> {});
        disk.crash(new Random(0));
        Storage again = Small.open(disk);
        assertThat(text(again, 1)).isEqualTo("e");
        assertThat(disk.list()).containsExactly(Small.FIRST);
    }

    @Test
    void failedWriteThatCannotBeErased_stopsWrites() throws Exception {
        Storage storage = Small.open(disk);
        long first = commit(storage, write(1, 0, "a"));
        disk.failWrite(0, true);
        assertThatThrownBy(() -> commit(storage, write(1, first, "b"))).isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> commit(storage, write(1, first, "b"))).isInstanceOf(StorageFailedException.class);
        assertThat(text(storage, 1)).isEqualTo("a");
        storage.close();
        assertThat(text(Small.open(disk), 1)).isEqualTo("a");
    }

    /** A disk that is full after any number of bytes: refused clearly, promised commits still succeed. */
    @Test
    void fullDisk_atEveryByte_refusesClearlyAndKeepsPromises() throws Exception {
        for (int room = 0; room < 3000; room += 7) {
            FaultyDisk small = new FaultyDisk();
            FileSettings settings = new FileSettings(room % 2 == 0 ? 1 << 20 : 1500, 256, Small.SETTINGS.clock());
            Storage storage = FileStorage.open(small, false, settings, () -> {});
            small.limitTo(small.used() + room);
            int prepared = 0;
            int committed = 0;
            boolean full = false;
            for (int i = 1; !full; i++) {
                try {
                    if (i % 3 == 0) {
                        commit(storage, write(i, 0, "c".repeat(50)));
                        committed++;
                    } else {
                        storage.prepare(branch(i, 1), batch(write(i, 0, "p".repeat(50))));
                        prepared++;
                    }
                } catch (StorageFullException e) {
                    assertThat(e).hasMessageContaining("No space left");
                    full = true;
                }
            }
            assertThat(storage.prepared()).hasSize(prepared);
            boolean crash = room % 5 == 0;
            if (crash) {
                small.crash(new Random(room));
                small.limitTo(small.used());
                storage = FileStorage.open(small, false, settings, () -> {});
            }
            for (PreparedBranch branch : storage.prepared()) {
                storage.commitPrepared(branch.id(), tid -> {});
                committed++;
            }
            small.limitTo(Long.MAX_VALUE);
            commit(storage, write(1_000_000, 0, "space is back"));
            storage.close();
            Storage again = FileStorage.open(small, false, settings, () -> {});
            int[] found = new int[1];
            again.transactions(0, Long.MAX_VALUE).forEachRemaining(transaction -> found[0]++);
            assertThat(found[0]).as("room %s", room).isEqualTo(committed + 1);
            assertThat(again.prepared()).isEmpty();
            assertThat(text(again, 1_000_000)).isEqualTo("space is back");
        }
    }
}
