package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Revision;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The computer with the backups dies at a random disk operation of a backup, many times in the life of a chain, while the
 * database is written to, packed and reopened. After each the chain is that of the last backup that ended, or of the one
 * that was under way, and restoring it gives exactly what the database had then.
 */
class BackupCrashTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    @Test
    void crashOfABackup_leavesTheEarlierOnes() throws Exception {
        int count = (int) Math.max(50, 2000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        System.out.println("BackupCrashTest: " + count + " crashes, -Dodb.test.seed=" + SEED);
        int crashes = 0;
        int finished = 0;
        for (long life = 0; crashes < count; life++) {
            Life each = new Life(new Random(SEED + life), "seed " + SEED + ", life " + life);
            each.run();
            crashes += each.crashes;
            finished += each.finished;
        }
        assertThat(finished).as("backups that ended").isGreaterThan(count / 4);
    }

    /** One that failed at its last step may be found complete, and nothing need be added: it must be durable all the same. */
    @Test
    void repeatedAfterAFailure_isDurable() throws Exception {
        for (int operations = 0; operations < 60; operations++) {
            new Life(new Random(SEED + operations), "seed " + SEED + ", failed after " + operations).repeat(operations);
        }
    }

    /** What a backup has. */
    private record State(List<String> transactions, List<String> branches) {
        static State of(FileStorage storage) {
            return new State(Digests.transactions(storage), Digests.branches(storage));
        }
    }

    /** A database and its chain. */
    private static final class Life {
        private final Random random;
        private final String name;
        private final FaultyDisk database = new FaultyDisk();
        private final FileSettings settings;
        private final BackupProgress progress = new BackupProgress((phase, done, total) -> true);
        private FaultyDisk backups = new FaultyDisk();
        /** What the chain may have: the last backup that ended, and those that failed since and may be there. */
        private final Set<State> possible = new HashSet<>();

        private FileStorage storage;
        private int branches;
        private int crashes;
        private int finished;

        Life(Random random, String name) throws IOException {
            this.random = random;
            this.name = name;
            settings = new FileSettings(
                    1024 + random.nextInt(4096),
                    256 + random.nextInt(512),
                    random.nextBoolean() ? 1 << 20 : 100 + random.nextInt(300),
                    InstantSource.system());
            storage = FileStorage.open(database, false, settings, () -> {});
        }

        void run() throws Exception {
            for (int i = 0; i < 8; i++) {
                work();
                backUp(random.nextInt(3) > 0 ? random.nextInt(40) : Long.MAX_VALUE);
            }
            backUp(Long.MAX_VALUE);
            storage.close();
        }

        void repeat(int operations) throws Exception {
            work();
            add();
            work();
            State state = State.of(storage);
            backups.dieAfter(operations);
            try {
                add();
            } catch (IOException died) {
                assertThat(died).as(name).hasStackTraceContaining("the computer is off");
            }
            backups.dieAfter(Long.MAX_VALUE);
            add();
            backups.crash(random);
            assertThat(restored(BackupChain.read(backups))).as(name).isEqualTo(state);
            storage.close();
        }

        private void work() throws Exception {
            for (int i = random.nextInt(6); i >= 0; i--) {
                int what = random.nextInt(20);
                List<BranchId> open =
                        storage.prepared().stream().map(PreparedBranch::id).toList();
                if (what < 4) {
                    long oid = 100L + branches;
                    storage.prepare(branch(++branches, 1), batch(write(oid, 0, "prepared " + oid)));
                } else if (what < 7 && !open.isEmpty()) {
                    BranchId id = open.get(random.nextInt(open.size()));
                    if (random.nextBoolean()) {
                        storage.commitPrepared(id, tid -> {});
                    } else {
                        storage.rollbackPrepared(id);
                    }
                } else if (what == 7) {
                    storage.pack(Packs.keepingUnreachable(storage.lastTid()));
                } else if (what == 8) {
                    storage.close();
                    storage = FileStorage.open(database, false, settings, () -> {});
                } else {
                    long oid = random.nextInt(5);
                    Revision current = storage.loadAppended(oid);
                    String text = "x".repeat(random.nextInt(300)) + random.nextInt();
                    storage.commit(batch(write(oid, current == null ? 0 : current.serial(), text)), tid -> {});
                }
            }
        }

        /** With a computer that dies after so many operations. */
        private void backUp(long operations) throws Exception {
            State state = State.of(storage);
            backups.dieAfter(operations);
            boolean ended = false;
            try {
                add();
                ended = true;
                finished++;
                possible.clear();
            } catch (IOException died) {
                assertThat(died).as(name).hasStackTraceContaining("the computer is off");
            }
            possible.add(state);
            boolean durable = ended;
            if (operations < Long.MAX_VALUE) {
                crashes++;
                if (random.nextInt(4) == 0) {
                    // no crash, but a disk that could not be written to for a while
                    backups.dieAfter(Long.MAX_VALUE);
                } else {
                    backups.crash(random);
                    durable = true;
                }
            }
            BackupChain chain = BackupChain.read(backups);
            if (finished == 0 && chain.isEmpty()) {
                possible.clear();
                return;
            }
            State found = restored(chain);
            assertThat(found).as(name).isIn(possible);
            if (durable) {
                possible.retainAll(Set.of(found));
            }
        }

        private void add() throws Exception {
            try (LogSource source = LogSource.open(database, settings)) {
                BackupChain chain = BackupChain.read(backups);
                if (!chain.isEmpty()
                        && new BackupWriter(source, chain, RecordInspector.NONE, progress).misfit() != null) {
                    // a new chain stands in a folder of its own, so this one is as it was until the new one is whole
                    FaultyDisk next = new FaultyDisk();
                    new BackupWriter(source, BackupChain.read(next), RecordInspector.NONE, progress)
                            .write("file:///database", Instant.EPOCH);
                    backups = next;
                    return;
                }
                BackupWriter writer = new BackupWriter(source, chain, RecordInspector.NONE, progress);
                if (!writer.upToDate()) {
                    writer.write("file:///database", Instant.EPOCH);
                }
            }
        }

        /** What the chain gives: restored with the same id, and with another one and without branches. */
        private State restored(BackupChain chain) throws Exception {
            try (FileStorage source = chain.open()) {
                State same = restored(source, source.databaseId(), true);
                State other = restored(source, UUID.randomUUID(), false);
                assertThat(other.transactions()).as(name).isEqualTo(same.transactions());
                assertThat(other.branches()).as(name).isEmpty();
                return same;
            }
        }

        private State restored(FileStorage source, UUID id, boolean keepBranches) throws Exception {
            FaultyDisk target = new FaultyDisk();
            new LogRestore(target, settings, RecordInspector.NONE, progress)
                    .run(source, new LogRestore.Wanted(id, Long.MAX_VALUE, keepBranches, 1));
            target.crash(new Random(1));
            try (FileStorage made = FileStorage.open(target, false, settings, () -> {})) {
                assertThat(made.databaseId()).as(name).isEqualTo(id);
                assertThat(made.packedTid()).as(name).isEqualTo(source.packedTid());
                assertThat(made.oidEnd()).as(name).isGreaterThanOrEqualTo(source.oidEnd());
                return State.of(made);
            }
        }
    }
}
