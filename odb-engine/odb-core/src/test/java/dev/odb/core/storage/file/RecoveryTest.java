package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verify and recover do beside finding damage. */
class RecoveryTest {
    @TempDir
    Path folder;

    private static StoredDatabase read(FaultyDisk disk) throws IOException {
        try (Storage storage = DamagedDatabases.open(disk, true)) {
            return new StoredDatabase(storage);
        }
    }

    /** CONFORMANCE 90 */
    @ParameterizedTest
    @ValueSource(strings = {"full", "packed"})
    void undamaged_givesTheSameTransactions(String kind) throws Exception {
        FaultyDisk whole = kind.equals("full") ? DamagedDatabases.full() : DamagedDatabases.packed();
        FaultyDisk saved = new FaultyDisk();

        RecoverReport report = DamagedDatabases.recover(whole, saved);

        assertThat(report.lost()).isEmpty();
        assertThat(report.complete()).isTrue();
        StoredDatabase expected = read(whole);
        StoredDatabase found = read(saved);
        assertThat(found.id).isEqualTo(expected.id);
        assertThat(found.transactions).isEqualTo(expected.transactions);
        assertThat(found.metadata).isEqualTo(expected.metadata);
        assertThat(found.prepared).isEqualTo(expected.prepared);
        assertThat(found.classes).isEqualTo(expected.classes);
        assertThat(found.lastTid).isEqualTo(expected.lastTid);
        assertThat(found.packedTid).isEqualTo(expected.packedTid);
        try (Storage before = DamagedDatabases.open(whole, true);
                Storage after = DamagedDatabases.open(saved, false)) {
            assertThat(expected.readAll(after)).isZero();
            assertThat(after.newOids(1)).isGreaterThanOrEqualTo(before.oidEnd());
        }
        VerifyReport verified = DamagedDatabases.verify(saved);
        assertThat(verified.transactions()).isEqualTo(report.transactions());
        assertThat(verified.revisions()).isEqualTo(report.revisions());
        assertThat(verified.objects()).isEqualTo(report.objects()).isEqualTo(expected.revisions.size());
        assertThat(verified.decidedByHand()).isEqualTo(report.decidedByHand()).isEqualTo(1);
        assertThat(verified.branchesInDoubt())
                .isEqualTo(report.branchesInDoubt())
                .isEqualTo(1);
    }

    /** CONFORMANCE 90 */
    @Test
    void recoveredAgain_isTheSameByteForByte() throws Exception {
        FaultyDisk once = new FaultyDisk();
        DamagedDatabases.recover(DamagedDatabases.full(), once);
        FaultyDisk twice = new FaultyDisk();
        DamagedDatabases.recover(once, twice);

        assertThat(twice.list()).isEqualTo(once.list());
        for (String name : once.list()) {
            assertThat(twice.bytes(name)).as(name).isEqualTo(once.bytes(name));
        }
    }

    /** What was never acknowledged is no damage, and is not salvaged. */
    @Test
    void damageBehindWhatIsKnownToBeDurable_isATornTail() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = Small.open(disk);
        long first = commit(storage, write(1, 0, "acknowledged"));
        int end = disk.bytes(Small.FIRST).length;
        commit(storage, write(2, 0, "said to be in the operating system's memory only"));
        byte[] bytes = disk.bytes(Small.FIRST);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("said to be");
        assertThat(at).isPositive().isLessThan(end + 1024);
        bytes[at] ^= 1;
        disk.put(Small.FIRST, bytes);

        VerifyReport report = DamagedDatabases.verify(disk);

        assertThat(report.sound()).isTrue();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(4137);
        assertThat(report.lastTid()).isEqualTo(first);
        FaultyDisk saved = new FaultyDisk();
        RecoverReport recovered = DamagedDatabases.recover(disk, saved);
        assertThat(recovered.complete()).isTrue();
        assertThat(recovered.lastTid()).isEqualTo(first);
        assertThat(DamagedDatabases.verify(saved).findings()).isEmpty();
    }

    @Test
    void besideAWriter_nothingIsFoundBesideWhatItIsWriting() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = DamagedDatabases.open(disk, false);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                long serial = 0;
                for (int i = 0; i < 400; i++) {
                    serial = commit(storage, write(1, serial, "x".repeat(i)));
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                done.set(true);
            }
        });
        writer.start();
        long looked = 0;
        while (!done.get() || looked == 0) {
            VerifyReport report = DamagedDatabases.verify(disk);
            assertThat(report.findings()).filteredOn(Finding::damage).isEmpty();
            looked++;
        }
        writer.join();
        storage.close();
        assertThat(DamagedDatabases.verify(disk).findings()).isEmpty();
        assertThat(DamagedDatabases.verify(disk).transactions()).isEqualTo(400);
    }

    /** A pack that died after its first file was begun, and one that died before the log before it was removed. */
    @Test
    void leftoversOfAPack_areNoDamage() throws Exception {
        FaultyDisk disk = DamagedDatabases.full();
        disk.put("pack-0000000099.odb", new byte[0]);
        disk.put(SegmentName.of(99), new byte[512]);
        VerifyReport report = DamagedDatabases.verify(disk);
        assertThat(report.sound()).isTrue();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(4138);
        assertThat(report.lastTid()).isEqualTo(read(disk).lastTid);

        FaultyDisk packed = DamagedDatabases.packed();
        int first = packed.list().stream()
                .mapToInt(SegmentName::number)
                .filter(number -> number > 0)
                .min()
                .orElseThrow();
        packed.put(String.format("pack-%010d.odb", first), new byte[0]);
        packed.put(SegmentName.of(1), DamagedDatabases.full().bytes(Small.FIRST));
        assertThat(DamagedDatabases.verify(packed).findings())
                .extracting(Finding::code)
                .containsExactly(4138);
    }

    /** A disk that gives an error instead of bytes. */
    @Test
    void unreadableSector_isReportedAndTheRestSaved() throws Exception {
        FaultyDisk disk = DamagedDatabases.full();
        StoredDatabase written = read(disk);
        String bad = SegmentName.of(2);
        FileAccess failing = new UnreadableDisk(disk, bad, 512, 1024);

        VerifyReport report = Verification.verify(failing, RecordInspector.NONE, CheckProgress.NONE);
        FaultyDisk saved = new FaultyDisk();
        RecoverReport recovered = Recovery.recover(
                failing, saved, RecordInspector.NONE, CheckProgress.NONE, DamagedDatabases.SETTINGS, findings -> 0);

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(4140);
            assertThat(finding.file()).isEqualTo(bad);
            assertThat(finding.offset()).isEqualTo(512);
        });
        assertThat(recovered.lost()).extracting(Finding::code).contains(4140);
        assertThat(DamagedDatabases.verify(saved).findings()).isEmpty();
        written.requireNothingInvented(read(saved));
        assertThat(recovered.transactions()).isGreaterThan(2);
    }

    private static Path create(Path place) throws Exception {
        try (FileStorage storage = FileStorage.open(place, false)) {
            long tid = commit(storage, write(1, 0, "one"), write(2, 0, "two >1"));
            storage.commit(batch(write(2, tid, "two >1,7")), any -> {});
            commit(storage, write(3, 0, "a blob"));
            Contents contents = storage.contents();
            Path draft = contents.drafts().resolve("content");
            Files.writeString(draft, "the content");
            contents.stage(new ContentKey(3, TextInspector.CONTENT), draft, storage.lastTid());
            contents.keep(new ContentKey(3, TextInspector.CONTENT));
        }
        return place;
    }

    /** Reads the records of {@link Packs}, and of blobs. */
    private static final class TextInspector implements RecordInspector {
        private static final UUID CONTENT = new UUID(1, 2);

        @Override
        public long[] references(byte[] record) {
            return Packs.references(record);
        }

        @Override
        public int[] classIds(byte[] record) {
            return new String(record).startsWith("classless") ? new int[] {9} : new int[0];
        }

        @Override
        public void requireReadable(int classId, byte[] description) {
            // texts have no classes
        }

        @Override
        public NamedContent content(byte[] record, IntFunction<byte[]> descriptions) {
            CRC32C crc = new CRC32C();
            crc.update(ByteBuffer.wrap("the content".getBytes()));
            return new String(record).equals("a blob") ? new NamedContent(CONTENT, 11, (int) crc.getValue()) : null;
        }
    }

    @Test
    void whatRecordsName_isLookedFor() throws Exception {
        Path database = create(folder.resolve("database"));

        VerifyReport report = Verification.verify(database, new TextInspector(), CheckProgress.NONE);

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(4131);
            assertThat(finding.message()).contains("object 2 refers").contains("object 7");
        });
        assertThat(Verification.verify(database, CheckProgress.NONE).sound()).isTrue();
        try (FileStorage storage = FileStorage.open(database, false)) {
            commit(storage, write(4, 0, "classless"));
        }
        assertThat(Verification.verify(database, new TextInspector(), CheckProgress.NONE)
                        .findings())
                .extracting(Finding::code)
                .contains(4132);
    }

    @Test
    void contents_areCheckedAndCopied() throws Exception {
        Path database = create(folder.resolve("database"));
        Path saved = folder.resolve("saved");
        RecoverReport report = Recovery.recover(database, saved, new TextInspector(), CheckProgress.NONE);
        assertThat(report.blobs()).isEqualTo(1);
        assertThat(report.complete()).isTrue();
        try (FileStorage storage = FileStorage.open(saved, false);
                SeekableByteChannel content = storage.contents().open(new ContentKey(3, TextInspector.CONTENT))) {
            assertThat(content.size()).isEqualTo(11);
        }

        Path file;
        try (Stream<Path> files = Files.walk(database.resolve("blobs"))) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.writeString(file, "the Content");
        assertThat(Verification.verify(database, new TextInspector(), CheckProgress.NONE)
                        .findings())
                .filteredOn(finding -> finding.code() == 4133)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("checksum").contains("blob 3"));
        Files.delete(file);
        RecoverReport without =
                Recovery.recover(database, folder.resolve("without"), new TextInspector(), CheckProgress.NONE);
        assertThat(without.lost()).extracting(Finding::code).contains(4133);
        assertThat(without.blobs()).isZero();
    }

    @Test
    void targetThatIsNotEmpty_isRefused() throws Exception {
        Path database = create(folder.resolve("database"));
        Path occupied = Files.createDirectory(folder.resolve("occupied"));
        Files.writeString(occupied.resolve("file"), "");
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path target : List.of(occupied, file, database, database.resolve("inside"))) {
            assertThatThrownBy(() -> Recovery.recover(database, target, CheckProgress.NONE))
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining("ODB-4121")
                    .hasMessageContaining(target.toString());
        }
        assertThatThrownBy(() -> Recovery.recover(folder.resolve("none"), folder.resolve("new"), CheckProgress.NONE))
                .hasMessageContaining("ODB-4120");
        assertThatThrownBy(() -> Verification.verify(occupied, CheckProgress.NONE))
                .hasMessageContaining("ODB-4120");
    }

    @Test
    void recoveryThatDied_leavesNoDatabaseInItsPlace() throws Exception {
        Path database = create(folder.resolve("database"));
        List<String> before = names(database);
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatThrownBy(() -> Recovery.recover(database, target, (done, total) -> {
                    throw new IllegalStateException("the process dies");
                }))
                .hasMessage("the process dies");
        assertThat(target).isEmptyDirectory();
        assertThat(folder.resolve("target.incomplete-recovery")).isDirectory();
        assertThat(names(database)).isEqualTo(before);

        RecoverReport report = Recovery.recover(database, target, CheckProgress.NONE);

        assertThat(report.transactions()).isEqualTo(3);
        assertThat(folder.resolve("target.incomplete-recovery")).doesNotExist();
        assertThat(Verification.verify(target, CheckProgress.NONE).findings()).isEmpty();
        assertThat(names(database)).isEqualTo(before);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
