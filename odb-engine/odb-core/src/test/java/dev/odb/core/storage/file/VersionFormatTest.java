package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Batches;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How lineages stand in the log: in segments of version 3 only, so that software which does not know them refuses such a log as
 * too new, and reads all others; and what becomes of them in large batches, damage, backups and crashes.
 */
class VersionFormatTest {
    private static final Path FIXTURE = Path.of("src/test/resources/format-3");
    private static final FileSettings SETTINGS = new FileSettings(2048, 256, 200, InstantSource.system());
    private static final int VERSION_AT = 8;

    private final FaultyDisk disk = new FaultyDisk();

    private FileStorage open(boolean readOnly) throws IOException {
        return FileStorage.open(disk, readOnly, SETTINGS, () -> {});
    }

    /** By segment, its version. */
    private static TreeMap<String, Integer> versions(FaultyDisk disk) {
        TreeMap<String, Integer> versions = new TreeMap<>();
        for (String name : disk.list()) {
            if (SegmentName.number(name) > 0) {
                versions.put(name, ByteBuffer.wrap(disk.bytes(name)).getInt(VERSION_AT));
            }
        }
        return versions;
    }

    private static long add(Storage storage, int count, long serial) throws Exception {
        long last = serial;
        for (int i = 0; i < count; i++) {
            last = commit(storage, write(0, last, "some text to fill a segment with ".repeat(4)));
        }
        return last;
    }

    private static Write in(String version, long oid, long seen, long nv, long pre, String text) {
        return new Write(oid, seen, text.getBytes(UTF_8), 0, new Lineage(version, nv, pre));
    }

    /** Every revision's fields, and the record with its lineage as a snapshot and the list of transactions show it. */
    private static List<String> everything(Storage storage) {
        List<String> all = new ArrayList<>();
        for (CommittedTransaction transaction : Batches.transactions(storage, 0, Long.MAX_VALUE)) {
            for (Write write : transaction.writes()) {
                RevisionFields fields = storage.fields(write.oid(), transaction.tid());
                Revision loaded = storage.load(write.oid(), transaction.tid());
                all.add(String.join(
                        "; ",
                        write.oid() + " at " + fields.serial(),
                        show(fields.lineage()),
                        "data of " + fields.dataSerial(),
                        "after " + fields.prevHead(),
                        "written " + show(write.lineage()),
                        loaded == null ? "nothing" : "loaded " + show(loaded.lineage()),
                        new String(write.record(), UTF_8)));
            }
        }
        storage.prepared().forEach(branch -> branch.batch()
                .writes()
                .forEach(write -> all.add(String.join(
                        "; ",
                        branch.id() + " " + write.oid() + " after " + write.serialSeen(),
                        show(write.lineage()),
                        new String(write.record(), UTF_8)))));
        return all;
    }

    private static String show(Lineage lineage) {
        return lineage == null
                ? "plain"
                : "'" + lineage.version() + "', others " + lineage.nv() + ", from " + lineage.pre();
    }

    /** Objects in versions, with undone and merged changes, one made there, one locked, and a branch in doubt. */
    private static long fill(Storage storage) throws Exception {
        long a = commit(storage, write(1, 0, "one"), write(2, 0, "two"), write(3, 0, "three"));
        long b = commit(storage, in("v", 1, a, a, 0, "one in v"), in("a longer name: größer", 2, a, a, 0, "two in it"));
        long c = commit(storage, in("v", 1, b, a, b, "one in v again"), in("v", 4, 0, 0, 0, "made in v"));
        long d = commit(storage, Batches.undo(1, c, storage.fields(1, b), "one in v".getBytes(UTF_8)));
        commit(storage, VersionRules.commit(2, storage.fields(2, b), "", "two in it".getBytes(UTF_8)));
        commit(storage, VersionRules.lock(3, storage.fields(3, a), "v", "three".getBytes(UTF_8)));
        commit(storage, Batches.undo(4, c, null, null));
        storage.prepare(branch(1, 1), batch(in("v", 1, d, a, d, "in doubt")));
        return d;
    }

    @Test
    void lineages_standInSegmentsOfVersion3Only() throws Exception {
        long serial = 0;
        try (FileStorage storage = open(false)) {
            serial = add(storage, 40, serial);
            long head = commit(storage, write(1, 0, "one"));
            assertThat(versions(disk).values()).containsOnly(1);
            for (int i = 1; i < 20; i++) {
                head = commit(storage, in("v", 1, head, head, 0, "in v " + i));
                serial = add(storage, i % 5, serial);
                head = commit(storage, VersionRules.abort(1, storage.fields(1, head), null, null));
                head = commit(storage, write(1, head, "again"));
                serial = add(storage, i, serial);
            }
        }
        assertThat(versions(disk).values()).contains(1, 3).doesNotContain(2);
        LogOpener.Opened opened = new LogOpener(disk, SETTINGS, true).open();
        Log log = opened.log();
        RecordReader records = new RecordReader(log);
        int[] count = new int[1];
        new LogScan(log).run(log.start(), log.end(), (entry, each) -> {
            if (entry instanceof Entry.BatchEntry batch) {
                for (int i = 0; i < batch.oids().length; i++) {
                    long at = batch.positions()[i];
                    if (records.header(at, batch.oids()[i]).lineage() != null) {
                        count[0]++;
                        assertThat(log.segment(Positions.segment(at)).header.version())
                                .isEqualTo(3);
                    }
                }
            }
        });
        assertThat(count[0]).isEqualTo(19);
        assertThat(DamagedDatabases.verify(disk).sound()).isTrue();
    }

    /** Nothing speaks of the version any more, and older software reads the database again. */
    @Test
    void packAfterTheVersionHasEnded_isOfVersion1() throws Exception {
        try (FileStorage storage = open(false)) {
            long a = commit(storage, write(1, 0, "one"));
            long b = commit(storage, in("v", 1, a, a, 0, "in v"));
            storage.pack(Packs.keepingUnreachable(b));
            assertThat(versions(disk).values()).contains(3);
            long c = commit(storage, VersionRules.commit(1, storage.fields(1, b), "", "in v".getBytes(UTF_8)));
            storage.pack(Packs.keepingUnreachable(c));
            assertThat(Batches.text(storage, 1)).isEqualTo("in v");
        }
        assertThat(versions(disk).values()).containsOnly(1);
    }

    /** A plain record takes what it always took. */
    @Test
    void plainRecords_costNothing() throws Exception {
        assertThat(Format.recordHeaderSize(0)).isEqualTo(22);
        Write plain = write(1, 7, "text");
        assertThat(StoredRecord.of(plain, false).size()).isEqualTo(22 + 16 + 4);
        assertThat(StoredRecord.of(in("v", 1, 7, 7, 0, "text"), false).size()).isEqualTo(22 + 16 + 1 + 8 + 4);
    }

    /** In parts of a large batch, also if only the log is left to make the index from. */
    @Test
    void largeBatch_hasItsLineages() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (long oid = 1; oid <= 100; oid++) {
            writes.add(
                    oid % 3 == 0 ? write(oid, 0, "plain " + oid) : in("version " + oid, oid, 0, 0, 0, "large " + oid));
        }
        List<String> expected;
        try (FileStorage storage = open(false)) {
            long tid = commit(storage, writes.toArray(Write[]::new));
            for (Write write : writes) {
                Lineage lineage = write.lineage() == null ? new Lineage("", 0, 0) : write.lineage();
                assertThat(storage.fields(write.oid(), tid)).isEqualTo(new RevisionFields(tid, lineage, 0, 0, false));
            }
            expected = everything(storage);
        }
        for (String index : disk.indexes()) {
            disk.delete(index);
        }
        try (FileStorage storage = open(false)) {
            assertThat(everything(storage)).isEqualTo(expected);
        }
        assertThat(DamagedDatabases.verify(disk).sound()).isTrue();
    }

    @Test
    void recover_keepsLineages() throws Exception {
        List<String> expected;
        try (FileStorage storage = open(false)) {
            fill(storage);
            expected = everything(storage);
        }
        FaultyDisk saved = new FaultyDisk();
        assertThat(DamagedDatabases.recover(disk, saved).complete()).isTrue();
        try (Storage storage = DamagedDatabases.open(saved, true)) {
            assertThat(everything(storage)).isEqualTo(expected);
        }
        assertThat(DamagedDatabases.verify(saved).sound()).isTrue();
        assertThat(versions(saved).values()).contains(3);
    }

    /** Each revision in the version names the same one of the main line, which is further and further away. */
    @Test
    void manyRevisionsInAVersion_areVerifiedAndRecoveredByReadingEachAFewTimes() throws Exception {
        long few = readForVerifyAndRecover(200);
        assertThat(readForVerifyAndRecover(800)).isLessThan(6 * few);
    }

    private static long readForVerifyAndRecover(int revisions) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (FileStorage storage =
                FileStorage.open(disk, false, new FileSettings(1 << 20, 256, InstantSource.system()), () -> {})) {
            long outside = commit(storage, write(1, 0, "one"));
            long head = outside;
            for (int i = 0; i < revisions; i++) {
                head = commit(storage, in("v", 1, head, outside, i == 0 ? 0 : head, "in v"));
            }
        }
        FaultyDisk saved = new FaultyDisk();
        long before = disk.bytesRead();
        assertThat(DamagedDatabases.verify(disk).sound()).isTrue();
        assertThat(DamagedDatabases.recover(disk, saved).complete()).isTrue();
        return disk.bytesRead() - before + saved.bytesRead();
    }

    /** Others see the newest revision of the main line that is left. */
    @Test
    void lostRevisionThatOthersSee_isReportedAndReplaced() throws Exception {
        long a;
        long c;
        long lost = 12345;
        try (FileStorage storage = open(false)) {
            a = commit(storage, write(1, 0, "one"));
            long b = commit(storage, in("w", 1, a, a, 0, "in w"));
            c = commit(storage, in("v", 1, b, b, 0, "names one of a version"));
            commit(storage, in("v", 2, 0, lost, 0, "names nothing"));
        }
        VerifyReport report = DamagedDatabases.verify(disk);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(4221, 4221);
        assertThat(report.findings().get(0).toString()).contains("version 'v'");
        FaultyDisk saved = new FaultyDisk();
        DamagedDatabases.recover(disk, saved);
        try (Storage storage = DamagedDatabases.open(saved, true)) {
            assertThat(storage.fields(1, c).lineage()).isEqualTo(new Lineage("v", a, 0));
            assertThat(storage.load(2, storage.lastTid()).lineage()).isEqualTo(new Lineage("v", 0, 0));
        }
        assertThat(DamagedDatabases.verify(saved).sound()).isTrue();
    }

    @Test
    void backupAndRestore_keepLineages(@TempDir Path temp) throws Exception {
        List<String> expected;
        try (FileStorage storage = FileStorage.open(temp.resolve("db"), false, SETTINGS)) {
            fill(storage);
            expected = everything(storage);
            new FileBackup(
                            temp.resolve("db"),
                            temp.resolve("backups"),
                            false,
                            () -> RecordInspector.NONE,
                            (phase, done, total) -> true)
                    .run();
        }
        new FileRestore(
                        temp.resolve("backups"),
                        temp.resolve("copy"),
                        FileRestore.Options.NEWEST,
                        () -> RecordInspector.NONE,
                        (phase, done, total) -> true)
                .run();
        try (FileStorage copy = FileStorage.open(temp.resolve("copy"), true)) {
            // but for the branch in doubt, which a copy does not have
            assertThat(everything(copy)).isEqualTo(expected.subList(0, expected.size() - 1));
        }
    }

    /** After a crash anywhere there is all of a transaction, with its lineages, or nothing. */
    @Test
    void crashInACommit_leavesAllOfItOrNothing() throws Exception {
        int committed = 0;
        for (int operations = 0; operations < 20; operations++) {
            FaultyDisk dying = new FaultyDisk();
            FileStorage storage = FileStorage.open(dying, false, SETTINGS, () -> {});
            long a = commit(storage, write(1, 0, "one"));
            dying.dieAfter(operations);
            boolean told = true;
            try {
                commit(storage, in("v", 1, a, a, 0, "in v"), in("v", 2, 0, 0, 0, "made"));
            } catch (dev.odb.OdbException e) {
                told = false;
            }
            dying.crash(new Random(operations));
            try (FileStorage again = FileStorage.open(dying, false, SETTINGS, () -> {})) {
                var head = again.loadAppended(1);
                boolean there = head.serial() != a;
                assertThat(there || !told).as("%s operations", operations).isTrue();
                assertThat(head.lineage()).isEqualTo(there ? new Lineage("v", a, 0) : null);
                assertThat(again.loadAppended(2) != null).isEqualTo(there);
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
        List<String> expected = Files.readAllLines(FIXTURE.resolve("expected.txt"));
        for (boolean readOnly : new boolean[] {true, false}) {
            try (FileStorage storage = FileStorage.open(temp, readOnly)) {
                assertThat(everything(storage)).isEqualTo(expected);
            }
        }
        try (FileStorage storage = FileStorage.open(temp, false)) {
            long tid = storage.commitPrepared(branch(1, 1), t -> {});
            assertThat(storage.load(1, tid).version()).isEqualTo("v");
        }
    }

    /** Writes the fixture into the folder that is the argument; what is there was written once and is never replaced. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        InstantSource clock = () -> now[0] = now[0].plusSeconds(1);
        FileSettings settings = new FileSettings(2048, 256, 200, clock);
        try (FileStorage storage = FileStorage.open(folder.resolve("db"), false, settings)) {
            long serial = add(storage, 2, 0);
            long middle = fill(storage);
            storage.pack(Packs.keepingUnreachable(middle));
            long last = add(storage, 12, serial);
            byte[] state = storage.load(0, last).record();
            commit(storage, VersionRules.lock(0, storage.fields(0, last), "v", state));
            commit(
                    storage,
                    in("v", 10, 0, 0, 0, "in parts ".repeat(20)),
                    in("v", 11, 0, 0, 0, "of a large ".repeat(20)),
                    in("v", 12, 0, 0, 0, "transaction"));
            Files.write(folder.resolve("expected.txt"), everything(storage));
        }
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.getFileName().toString().startsWith("log-")) {
                    Files.delete(file);
                }
            }
        }
    }
}
