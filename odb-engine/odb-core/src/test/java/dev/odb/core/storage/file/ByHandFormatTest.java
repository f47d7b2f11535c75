package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.StorageFullException;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.DecidedByHandException;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.Packs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How decisions by hand stand in the log: in segments of version 2 only, so that software which knows version 1 refuses such
 * a log as too new, and reads all others.
 */
class ByHandFormatTest {
    private static final Path FIXTURE = Path.of("src/test/resources/format-2");
    private static final FileSettings SETTINGS = new FileSettings(2048, 256, InstantSource.system());
    private static final int VERSION_AT = 8;

    private final FaultyDisk disk = new FaultyDisk();

    private FileStorage open() throws IOException {
        return FileStorage.open(disk, false, SETTINGS, () -> {});
    }

    /** By segment, its version. */
    private TreeMap<String, Integer> versions() {
        TreeMap<String, Integer> versions = new TreeMap<>();
        for (String name : disk.list()) {
            if (SegmentName.number(name) > 0) {
                versions.put(name, ByteBuffer.wrap(disk.bytes(name)).getInt(VERSION_AT));
            }
        }
        return versions;
    }

    private int indexVersion() {
        return ByteBuffer.wrap(disk.bytes(disk.indexes().get(0))).getInt(VERSION_AT);
    }

    private static long add(FileStorage storage, int count, long serial) throws Exception {
        long last = serial;
        for (int i = 0; i < count; i++) {
            last = commit(storage, write(0, last, "some text to fill a segment with ".repeat(4)));
        }
        return last;
    }

    @Test
    void logWithoutDecisionsByHand_isOfVersion1() throws Exception {
        try (FileStorage storage = open()) {
            add(storage, 40, 0);
            storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
            storage.commitPrepared(branch(1, 1), tid -> {});
        }
        assertThat(versions())
                .hasSizeGreaterThan(2)
                .allSatisfy((name, version) -> assertThat(version).as(name).isEqualTo(1));
        assertThat(indexVersion()).isEqualTo(IndexHeader.COMMON_VERSION);
    }

    @Test
    void decisionsByHand_standInSegmentsOfVersion2Only() throws Exception {
        try (FileStorage storage = open()) {
            long serial = 0;
            for (int i = 1; i < 20; i++) {
                serial = add(storage, i % 4, serial);
                storage.prepare(branch(i, 1), batch(write(i, 0, "a")));
                if (i % 2 == 0) {
                    storage.commitByHand(branch(i, 1), tid -> {});
                } else {
                    storage.rollbackByHand(branch(i, 1));
                }
                serial = add(storage, i % 5, serial);
                if (i % 3 == 0) {
                    storage.forget(branch(i, 1));
                }
            }
            serial = add(storage, 40, serial);
        }
        assertThat(versions().values()).contains(1, 2);
        int[] found = new int[2];
        LogOpener.Opened opened = new LogOpener(disk, SETTINGS, true).open();
        Log log = opened.log();
        EntryReader entries = new EntryReader(log);
        LogWalk walk = new LogWalk(log, entries);
        for (long at = walk.normalize(log.start()); at < log.end(); ) {
            GroupHeader group = walk.group(at);
            for (Entry entry : entries.entries(group, true)) {
                boolean byHand = entry instanceof Entry.ByHandEntry;
                if (byHand || entry instanceof Entry.ForgottenEntry) {
                    found[byHand ? 0 : 1]++;
                    assertThat(log.segment(Positions.segment(at)).header.version())
                            .isEqualTo(2);
                }
            }
            at = walk.normalize(group.end());
        }
        assertThat(found).containsExactly(19, 6);
        assertThat(indexVersion()).isEqualTo(IndexHeader.BY_HAND_VERSION);
        assertThat(DamagedDatabases.verify(disk).sound()).isTrue();
    }

    /** Nothing speaks of them any more, and older software reads the database again. */
    @Test
    void packAfterAllAreForgotten_isOfVersion1() throws Exception {
        try (FileStorage storage = open()) {
            long serial = add(storage, 5, 0);
            storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
            storage.commitByHand(branch(1, 1), tid -> {});
            serial = add(storage, 5, serial);
            storage.pack(Packs.keepingUnreachable(serial));
            assertThat(versions().values()).contains(2);
            assertThat(storage.decidedByHand()).hasSize(1);
            storage.forget(branch(1, 1));
            storage.pack(Packs.keepingUnreachable(add(storage, 1, serial)));
            assertThat(text(storage, 1)).isEqualTo("a");
        }
        assertThat(versions().values()).containsOnly(1);
        assertThat(indexVersion()).isEqualTo(IndexHeader.COMMON_VERSION);
    }

    /** No room is kept for a decision by hand; that for the transaction manager's is not touched by the attempt. */
    @Test
    void fullDisk_refusesADecisionByHandAndKeepsThePromise() throws Exception {
        int refused = 0;
        for (int room = 0; ; room += 20) {
            FaultyDisk full = new FaultyDisk();
            try (FileStorage storage = FileStorage.open(full, false, SETTINGS, () -> {})) {
                storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
                storage.prepare(branch(2, 1), batch(write(2, 0, "b")));
                full.limitTo(full.used() + room);
                try {
                    storage.commitByHand(branch(1, 1), tid -> {});
                } catch (StorageFullException e) {
                    refused++;
                    assertThat(storage.prepared()).hasSize(2);
                    assertThat(storage.decidedByHand()).isEmpty();
                    storage.commitPrepared(branch(1, 1), tid -> {});
                    storage.rollbackPrepared(branch(2, 1));
                    assertThat(text(storage, 1)).isEqualTo("a");
                    continue;
                }
                assertThat(storage.decidedByHand()).hasSize(1);
                storage.rollbackPrepared(branch(2, 1));
                break;
            }
        }
        assertThat(refused).isPositive();
    }

    /** A decision and what is kept of it stand in one group. */
    @Test
    void crashInADecisionByHand_leavesAllOfItOrNothing() throws Exception {
        int committed = 0;
        for (int operations = 0; operations < 20; operations++) {
            FaultyDisk dying = new FaultyDisk();
            FileStorage storage = FileStorage.open(dying, false, SETTINGS, () -> {});
            storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
            dying.dieAfter(operations);
            boolean told = true;
            try {
                storage.commitByHand(branch(1, 1), tid -> {});
            } catch (dev.odb.OdbException e) {
                told = false;
            }
            dying.crash(new Random(operations));
            try (FileStorage again = FileStorage.open(dying, false, SETTINGS, () -> {})) {
                boolean there = text(again, 1) != null;
                assertThat(there || !told).as("%s operations", operations).isTrue();
                assertThat(again.decidedByHand()).hasSize(there ? 1 : 0);
                assertThat(again.prepared()).hasSize(there ? 0 : 1);
                committed += there ? 1 : 0;
            }
        }
        assertThat(committed).isBetween(1, 19);
    }

    @Test
    void fixture_opensForEver(@TempDir Path temp) throws Exception {
        try (Stream<Path> files = Files.list(FIXTURE.resolve("db"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, temp.resolve(file.getFileName()));
            }
        }
        String expected = Files.readString(FIXTURE.resolve("expected.txt"));
        try (FileStorage storage = FileStorage.open(temp, true)) {
            assertThat(show(storage)).isEqualTo(expected);
        }
        try (FileStorage storage = FileStorage.open(temp, false)) {
            assertThat(show(storage)).isEqualTo(expected);
            for (HeuristicDecision decision : storage.decidedByHand()) {
                BranchId id = decision.id();
                assertThatThrownBy(() -> storage.rollbackPrepared(id)).isInstanceOf(DecidedByHandException.class);
                storage.forget(id);
            }
        }
        try (FileStorage storage = FileStorage.open(temp, false)) {
            assertThat(storage.decidedByHand()).isEmpty();
        }
    }

    /** Writes the fixture into the folder that is the argument; what is there was written once and is never replaced. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        InstantSource clock = () -> now[0] = now[0].plusSeconds(1);
        try (FileStorage storage = FileStorage.open(folder.resolve("db"), false, new FileSettings(2048, 256, clock))) {
            long serial = commit(storage, write(0, 0, "root"));
            for (int i = 1; i <= 4; i++) {
                storage.prepare(branch(i, 1), batch(write(i, 0, "object " + i)));
            }
            storage.commitByHand(branch(1, 1), tid -> {});
            storage.pack(Packs.keepingUnreachable(serial));
            storage.rollbackByHand(branch(2, 1));
            storage.rollbackByHand(branch(3, 1));
            storage.forget(branch(3, 1));
            commit(storage, write(0, serial, "root again"));
            Files.writeString(folder.resolve("expected.txt"), show(storage));
        }
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.getFileName().toString().startsWith("log-")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String show(FileStorage storage) {
        StringBuilder text = new StringBuilder();
        storage.transactions(0, Long.MAX_VALUE).forEachRemaining(transaction -> transaction
                .writes()
                .forEach(write -> text.append(transaction.tid() + " wrote " + write.oid() + ": "
                        + new String(write.record(), java.nio.charset.StandardCharsets.UTF_8) + "\n")));
        storage.prepared().forEach(branch -> text.append("in doubt " + branch.id() + " " + branch.since() + "\n"));
        List<HeuristicDecision> decided = storage.decidedByHand();
        decided.forEach(decision -> text.append(
                (decision.committed() ? "committed " : "rolled back ") + decision.id() + " as " + decision.tid()
                        + ", prepared " + decision.since() + ", decided " + decision.decided() + "\n"));
        return text.toString();
    }
}
