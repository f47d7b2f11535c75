package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.StorageFailedException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One force fails for a group of many threads: commits in one phase, prepares, decisions either way. Each hears what is true
 * of it, nobody writes any more, readers go on; and after the storage was opened again all of it is certain, whatever the
 * operating system has made of what it could not write.
 */
class FailedForceTest {
    private static final int EACH = 8;
    private static final int KINDS = Kind.values().length;
    private static final FileSettings SETTINGS = new FileSettings(1 << 20, 1 << 16, InstantSource.system());

    /** Whose turn: object {@code i} of a kind, and the branch of that number. */
    private enum Kind {
        ONE_PHASE,
        PREPARE,
        COMMIT,
        ROLLBACK,
        COMMIT_BY_HAND,
        ROLLBACK_BY_HAND;

        long oid(int i) {
            return 1 + ordinal() * EACH + i;
        }

        BranchId branchOf(int i) {
            return branch(1 + ordinal(), i);
        }
    }

    private static Storage open(FaultyDisk disk) throws IOException {
        return FileStorage.open(disk, false, SETTINGS, () -> {});
    }

    @Test
    @Timeout(120)
    void groupWhoseForceFails_hearsWhatIsTrueOfEach() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            fail(seed);
        }
    }

    private void fail(int seed) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = open(disk);
        long first = prepareEverything(storage);
        ExecutorService threads = Executors.newFixedThreadPool(1 + KINDS * EACH);
        CountDownLatch gate = new CountDownLatch(1);
        try {
            disk.holdForces(gate);
            long operations = disk.operations();
            // whoever forces first has the gate before it; the others are one group behind it
            Future<Object> leader = threads.submit(answer(() -> commit(storage, write(1000, 0, "leader"))));
            awaitOperations(disk, operations + 1);
            List<Future<Object>> answers = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                for (int i = 0; i < EACH; i++) {
                    answers.add(threads.submit(answer(action(storage, kind, i, first))));
                }
            }
            awaitOperations(disk, operations + 1 + KINDS * EACH);
            disk.failForce(1);
            gate.countDown();
            assertThat(leader.get()).as("seed %s", seed).isInstanceOf(Long.class);
            for (Kind kind : Kind.values()) {
                for (int i = 0; i < EACH; i++) {
                    assertFailed(kind, answers.get(kind.ordinal() * EACH + i).get());
                }
            }
        } finally {
            gate.countDown();
            threads.shutdownNow();
        }
        assertStopped(storage, first);
        if (seed % 2 == 0) {
            storage.close();
        } else {
            // what was appended after the last good force is on the disk or not, each sector for itself
            disk.crash(new Random(seed));
        }
        Storage again = open(disk);
        String found = settled(again, first, seed);
        disk.crash(new Random(seed + 1));
        assertThat(settled(open(disk), first, seed)).as("seed %s", seed).isEqualTo(found);
    }

    private static long prepareEverything(Storage storage) throws Exception {
        TreeMap<Long, String> texts = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < EACH; i++) {
                texts.put(kind.oid(i), "old");
            }
        }
        long first = commit(
                storage,
                texts.keySet().stream().map(oid -> write(oid, 0, "old")).toArray(Write[]::new));
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < EACH && kind.ordinal() >= Kind.COMMIT.ordinal(); i++) {
                storage.prepare(kind.branchOf(i), batch(write(kind.oid(i), first, "new")));
            }
        }
        // so that the next decision by hand is one write, as the others
        storage.prepare(branch(99, 1), batch(write(3000, 0, "never")));
        storage.rollbackByHand(branch(99, 1));
        return first;
    }

    private static Callable<Object> action(Storage storage, Kind kind, int i, long first) {
        return switch (kind) {
            case ONE_PHASE -> () -> commit(storage, write(kind.oid(i), first, "new"));
            case PREPARE ->
                () -> {
                    storage.prepare(kind.branchOf(i), batch(write(kind.oid(i), first, "new")));
                    return "prepared";
                };
            case COMMIT -> () -> storage.commitPrepared(kind.branchOf(i), tid -> {});
            case ROLLBACK ->
                () -> {
                    storage.rollbackPrepared(kind.branchOf(i));
                    return "rolled back";
                };
            case COMMIT_BY_HAND -> () -> storage.commitByHand(kind.branchOf(i), tid -> {});
            case ROLLBACK_BY_HAND ->
                () -> {
                    storage.rollbackByHand(kind.branchOf(i));
                    return "rolled back";
                };
        };
    }

    private static Callable<Object> answer(Callable<Object> action) {
        return () -> {
            try {
                return action.call();
            } catch (OdbException e) {
                return e;
            }
        };
    }

    private static void awaitOperations(FaultyDisk disk, long count) {
        while (disk.operations() < count) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("it takes for ever")
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    private static void assertFailed(Kind kind, Object answer) {
        assertThat(answer)
                .as("%s", kind)
                .isInstanceOf(kind == Kind.ONE_PHASE ? UnknownOutcomeException.class : StorageFailedException.class);
    }

    private static void assertStopped(Storage storage, long first) {
        assertThat(text(storage, 1000)).isEqualTo("leader");
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < EACH; i++) {
                BranchId id = kind.branchOf(i);
                assertThat(text(storage, kind.oid(i))).isEqualTo("old");
                assertThatThrownBy(() -> storage.commitPrepared(id, tid -> {}))
                        .isInstanceOf(StorageFailedException.class)
                        .hasMessageContaining("ODB-4009");
                for (Runnable decision : List.<Runnable>of(
                        () -> storage.rollbackPrepared(id),
                        () -> storage.commitByHand(id, tid -> {}),
                        () -> storage.rollbackByHand(id))) {
                    assertThatThrownBy(decision::run).as("%s", kind).isInstanceOf(StorageFailedException.class);
                }
            }
        }
        assertThatThrownBy(() -> commit(storage, write(2000, 0, "more")))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("ODB-4009");
        assertThat(ids(storage))
                .as("what could not be decided stays prepared, what could not be prepared is not")
                .hasSize(4 * EACH)
                .noneMatch(id -> id.globalId()[0] == 1 + Kind.PREPARE.ordinal());
        assertThat(storage.decidedByHand()).extracting(HeuristicDecision::id).containsExactly(branch(99, 1));
        assertThat(Batches.transactions(storage, first + 1, Long.MAX_VALUE)).hasSize(1);
    }

    private static Set<BranchId> ids(Storage storage) {
        Set<BranchId> ids = new HashSet<>();
        for (PreparedBranch branch : storage.prepared()) {
            ids.add(branch.id());
        }
        return ids;
    }

    /** Everything is one thing or the other, and can be used as that. Gives which. */
    private static String settled(Storage storage, long first, int seed) {
        StringBuilder found = new StringBuilder();
        Set<BranchId> listed = ids(storage);
        Set<BranchId> decided = new HashSet<>();
        storage.decidedByHand().forEach(decision -> decided.add(decision.id()));
        assertThat(decided).contains(branch(99, 1)).doesNotContainAnyElementsOf(listed);
        assertThat(text(storage, 1000)).as("seed %s", seed).isEqualTo("leader");
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < EACH; i++) {
                String text = text(storage, kind.oid(i));
                boolean prepared = listed.contains(kind.branchOf(i));
                assertThat(text).as("seed %s", seed).isIn("old", "new");
                if (kind == Kind.COMMIT_BY_HAND || kind == Kind.ROLLBACK_BY_HAND) {
                    assertThat(decided.contains(kind.branchOf(i)))
                            .as("seed %s", seed)
                            .isNotEqualTo(prepared);
                }
                if (kind == Kind.COMMIT || kind == Kind.COMMIT_BY_HAND) {
                    assertThat(prepared).as("seed %s", seed).isEqualTo(text.equals("old"));
                } else if (kind != Kind.ONE_PHASE) {
                    assertThat(text).as("seed %s", seed).isEqualTo("old");
                }
                found.append(text).append(prepared ? " prepared" : "").append('\n');
                long serial = storage.loadAppended(kind.oid(i)).serial();
                assertThat(serial == first).as("seed %s", seed).isEqualTo(text.equals("old"));
            }
        }
        return found.toString();
    }
}
