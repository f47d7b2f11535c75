package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static dev.odb.core.storage.Packs.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong while a log is packed: the pack has changed nothing or everything, and the storage can be used. */
class PackFaultTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final FileSettings SETTINGS = new FileSettings(2048, 512, InstantSource.system());
    private static final long OBJECTS = 40;

    private final FaultyDisk disk = new FaultyDisk();
    private long upTo;
    private long newest;
    private List<String> before;
    private List<String> after;

    private static FileStorage open(FaultyDisk disk) throws IOException {
        return FileStorage.open(disk, false, SETTINGS, () -> {});
    }

    /** Objects in a chain, garbage, classes, branches decided late, and one that stays prepared. */
    @BeforeEach
    void fill() throws Exception {
        try (FileStorage storage = open(disk)) {
            storage.defineClass(new byte[] {1, 2, 3});
            storage.newOids(50);
            List<Write> writes = new ArrayList<>();
            for (long oid = 0; oid < OBJECTS; oid++) {
                writes.add(write(oid, 0, "o" + oid + (oid < OBJECTS / 2 ? ">" + (oid + 1) : ">")));
            }
            long first = commit(storage, writes.toArray(Write[]::new));
            storage.prepare(branch(1, 1), batch(write(3, first, "three>4")));
            long second = commit(storage, write(1, first, "one>2"));
            storage.prepare(branch(2, 1), batch(write(4, first, "four>5")));
            upTo = storage.commitPrepared(branch(1, 1), tid -> {});
            storage.defineClass(new byte[] {4});
            long third = commit(storage, write(1, second, "one again>2"), write(OBJECTS + 1, 0, "new>30"));
            storage.rollbackPrepared(branch(2, 1));
            newest = commit(storage, write(1, third, "one at last>2"));
            storage.prepare(branch(3, 1), batch(write(5, first, "five>6"), write(OBJECTS + 2, 0, "newer>31")));
            before = digest(storage);
        }
        FaultyDisk packed = disk.copy();
        try (FileStorage storage = open(packed)) {
            storage.pack(to(upTo));
            after = digest(storage);
            assertThat(after).isNotEqualTo(before);
        }
        assertClean(packed);
        try (FileStorage storage = open(packed)) {
            assertThat(digest(storage)).isEqualTo(after);
        }
    }

    /** All that can be seen of a storage. */
    private static List<String> digest(Storage storage) {
        List<String> lines = new ArrayList<>();
        lines.add("last " + storage.lastTid() + ", packed " + storage.packedTid());
        for (long oid = 0; oid < OBJECTS + 4; oid++) {
            Revision revision = storage.loadAppended(oid);
            while (revision != null) {
                lines.add(oid + " at " + revision.serial() + ": " + decoded(revision.record()));
                revision = storage.load(oid, revision.serial() - 1);
            }
        }
        storage.transactions(0, Long.MAX_VALUE).forEachRemaining((CommittedTransaction each) -> {
            lines.add("transaction " + each.tid() + " " + each.metadata());
            each.writes().forEach(write -> lines.add("  " + write.oid() + " on " + write.serialSeen()));
        });
        for (PreparedBranch branch : storage.prepared()) {
            lines.add("branch " + branch.id() + " " + branch.since());
            branch.batch().writes().forEach(write -> lines.add("  " + write.oid() + ": " + decoded(write.record())));
        }
        for (int id = 1; id < 4; id++) {
            byte[] description = storage.classDescription(id);
            lines.add("class " + id + " " + (description == null ? 0 : description.length));
        }
        return lines;
    }

    private static String decoded(byte[] record) {
        return new String(record, StandardCharsets.UTF_8);
    }

    private static void assertClean(FaultyDisk disk) {
        List<String> names = disk.list();
        assertThat(names).noneMatch(name -> name.startsWith("pack-"));
        List<Integer> numbers = names.stream()
                .map(SegmentName::number)
                .filter(number -> number > 0)
                .sorted()
                .toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as(names.toString()).isEqualTo(numbers.get(0) + i);
        }
    }

    /** CONFORMANCE 51: nothing of the old log is left, and nothing that the pack needed. */
    @Test
    void packedFolder_hasOnlyTheLogAndItsIndex() throws Exception {
        try (FileStorage storage = open(disk)) {
            List<String> old = disk.list();
            storage.pack(to(upTo));
            assertThat(disk.list())
                    .doesNotContainAnyElementsOf(old)
                    .allMatch(name -> SegmentName.number(name) > 0 || name.equals("index-0000000002.odb"));
            IndexAgreement.check(storage, "packed");
        }
        assertClean(disk);
    }

    /** The power goes at each operation of the disk, and again while what it left is put in order. */
    @Test
    void crashAtEveryOperation_changesNothingOrEverything() throws Exception {
        int rounds = (int) Math.max(2, 40 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        int all = operations();
        assertThat(all).isGreaterThan(30);
        int[] outcomes = new int[2];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i <= all; i++) {
                Random random = new Random(SEED + 1000L * round + i);
                crash(disk.copy(), i, random, outcomes, "seed " + SEED + ", round " + round + ", operation " + i);
            }
        }
        assertThat(outcomes[0]).as("crashes that changed nothing").isGreaterThan(20);
        assertThat(outcomes[1]).as("crashes that changed everything").isGreaterThan(5);
    }

    private int operations() throws IOException {
        FaultyDisk copy = disk.copy();
        try (FileStorage storage = open(copy)) {
            long start = copy.operations();
            storage.pack(to(upTo));
            return (int) (copy.operations() - start);
        }
    }

    private void crash(FaultyDisk copy, int operation, Random random, int[] outcomes, String name) throws Exception {
        FileStorage dying = open(copy);
        copy.dieAfter(operation);
        try {
            dying.pack(to(upTo));
        } catch (PackException e) {
            assertThat(e).as(name).hasStackTraceContaining("the computer is off");
        }
        copy.crash(random);
        if (random.nextBoolean()) {
            copy.dieAfter(random.nextInt(12));
            try {
                open(copy);
            } catch (IOException | OdbException e) {
                assertThat(e).as(name).hasStackTraceContaining("the computer is off");
            }
            copy.crash(random);
        }
        boolean changed;
        try (FileStorage storage = open(copy)) {
            List<String> found = digest(storage);
            changed = found.equals(after);
            outcomes[changed ? 1 : 0]++;
            assertThat(found).as(name).isEqualTo(changed ? after : before);
            assertClean(copy);
            goOn(storage, name);
        }
        try (FileStorage storage = open(copy)) {
            assertThat(text(storage, 1)).as(name).isEqualTo("more>2");
            assertThat(text(storage, 5)).as(name).isEqualTo("five>6");
            if (!changed) {
                storage.pack(to(upTo));
            }
            assertThat(storage.exists(25)).as(name).isFalse();
            assertThat(storage.exists(31)).as(name).isTrue();
        }
    }

    private void goOn(Storage storage, String name) throws Exception {
        assertThat(storage.newOids(1)).as(name).isGreaterThan(50);
        commit(storage, write(1, newest, "more>2"));
        storage.commitPrepared(branch(3, 1), tid -> {});
        assertThat(text(storage, 5)).as(name).isEqualTo("five>6");
    }

    @Test
    void diskFullAtEveryWrite_packFailsAndStorageGoesOn() throws Exception {
        int failures = 0;
        for (int room = 0; ; room += 150) {
            FaultyDisk copy = disk.copy();
            try (FileStorage storage = open(copy)) {
                copy.limitTo(copy.used() + room);
                if (packed(storage)) {
                    break;
                }
                failures++;
                assertThat(digest(storage)).isEqualTo(before);
                assertClean(copy);
                storage.commitPrepared(branch(3, 1), tid -> {});
                copy.limitTo(Long.MAX_VALUE);
                commit(storage, write(1, newest, "more>2"));
                storage.pack(to(upTo));
                assertThat(storage.exists(25)).isFalse();
                assertThat(text(storage, 1)).isEqualTo("more>2");
            }
            assertClean(copy);
        }
        assertThat(failures).isGreaterThan(5);
    }

    private boolean packed(Storage storage) {
        try {
            storage.pack(to(upTo));
            return true;
        } catch (PackException e) {
            assertThat(e).hasMessageContaining("ODB-4482");
            return false;
        }
    }

    @Test
    void failureOfEveryWrite_packFailsAndStorageGoesOn() throws Exception {
        int failures = 0;
        for (int n = 0; ; n++) {
            FaultyDisk copy = disk.copy();
            try (FileStorage storage = open(copy)) {
                copy.failWrite(n, n % 2 == 0);
                if (packed(storage)) {
                    break;
                }
                failures++;
                copy.failWrite(-1, false);
                assertThat(digest(storage)).isEqualTo(before);
                assertClean(copy);
                goOn(storage, "write " + n);
            }
            copy.crash(new Random(SEED + n));
            try (FileStorage storage = open(copy)) {
                assertThat(text(storage, 1)).isEqualTo("more>2");
            }
        }
        assertThat(failures).isGreaterThan(10);
    }

    /**
     * The force of the header that makes the new log the log is one of them. What is committed afterwards must not be lost
     * because the header reaches the disk nevertheless.
     */
    @Test
    void failureOfEveryForce_packFailsAndNothingAcknowledgedIsLost() throws Exception {
        int failures = 0;
        for (int n = 0; ; n++) {
            FaultyDisk copy = disk.copy();
            try (FileStorage storage = open(copy)) {
                copy.failForce(n);
                if (packed(storage)) {
                    break;
                }
                failures++;
                assertThat(digest(storage)).isEqualTo(before);
                goOn(storage, "force " + n);
            }
            copy.crash(new Random(SEED + n));
            try (FileStorage storage = open(copy)) {
                assertThat(text(storage, 1)).isEqualTo("more>2");
                assertThat(storage.prepared()).isEmpty();
                storage.pack(to(upTo));
                assertThat(storage.exists(25)).isFalse();
            }
        }
        assertThat(failures).isGreaterThan(4);
    }

    /** If even the header cannot be taken back, nobody knows which log a crash leaves: nothing is written any more. */
    @Test
    void headerThatCannotBeTakenBack_stopsWrites() throws Exception {
        int stopped = 0;
        int forces = 0;
        for (; ; forces++) {
            FaultyDisk copy = disk.copy();
            try (FileStorage storage = open(copy)) {
                copy.failForce(forces);
                if (packed(storage)) {
                    break;
                }
            }
        }
        for (int n = 0; n < forces; n++) {
            FaultyDisk copy = disk.copy();
            FileStorage storage = open(copy);
            copy.failForce(n, 3);
            assertThat(packed(storage)).isFalse();
            assertThat(digest(storage)).isEqualTo(before);
            String code = commitAnswer(storage);
            copy.crash(new Random(SEED + n));
            try (FileStorage reopened = open(copy)) {
                String text = text(reopened, 1);
                if (code.equals("ODB-4009")) {
                    stopped++;
                    assertThat(digest(reopened)).isIn(before, after);
                } else if (code.isEmpty()) {
                    assertThat(text).isEqualTo("more>2");
                } else {
                    // the commit met the rest of the failures: it may be there or not
                    assertThat(code).isEqualTo("ODB-4010");
                    assertThat(text).isIn("one at last>2", "more>2");
                }
            }
        }
        assertThat(stopped).isPositive();
    }

    private String commitAnswer(Storage storage) throws Exception {
        try {
            commit(storage, write(1, newest, "more>2"));
            return "";
        } catch (OdbException e) {
            return e.code();
        }
    }

    @Test
    void readerBesidePack_opensOneOfTheTwoLogs() throws Exception {
        FaultyDisk copy = disk.copy();
        try (FileStorage writer = open(copy);
                FileStorage early = FileStorage.open(copy, true, SETTINGS, () -> {})) {
            writer.pack(to(upTo));
            assertThat(digest(early)).isEqualTo(before);
            try (FileStorage late = FileStorage.open(copy, true, SETTINGS, () -> {})) {
                assertThat(digest(late)).isEqualTo(after);
            }
        }
    }

    /** Killed between the take-over and the end, and then the new log's first header is damaged: not an empty database. */
    @Test
    void neitherLogIsWhole_isAnErrorAndNothingIsRemoved() throws Exception {
        FaultyDisk copy = disk.copy();
        try (FileStorage storage = open(copy)) {
            storage.pack(to(upTo));
        }
        int number = copy.list().stream()
                .mapToInt(SegmentName::number)
                .filter(n -> n > 0)
                .min()
                .orElseThrow();
        byte[] bytes = copy.bytes(SegmentName.of(number));
        bytes[20] ^= 1;
        copy.put(SegmentName.of(number), bytes);
        copy.put(String.format("pack-%010d.odb", number), new byte[0]);
        List<String> files = copy.list();
        assertThatThrownBy(() -> open(copy))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("ODB-4005");
        assertThat(copy.list()).isEqualTo(files);
    }

    @Test
    void damagedBytes_packFailsAndChangesNothing() throws Exception {
        FaultyDisk copy = disk.copy();
        byte[] bytes = copy.bytes(Small.FIRST);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("o7>8");
        bytes[at] ^= 1;
        copy.put(Small.FIRST, bytes);
        try (FileStorage storage = open(copy)) {
            assertThatThrownBy(() -> storage.pack(to(upTo)))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("ODB-4481")
                    .hasMessageContaining("object 7");
            assertClean(copy);
            goOn(storage, "damaged");
        }
    }
}
