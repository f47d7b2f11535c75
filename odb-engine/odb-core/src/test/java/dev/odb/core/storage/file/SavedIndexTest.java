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
import dev.odb.core.CapturedLog;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A saved index that is missing, stale, damaged or of another log: whatever stands there, nothing wrong is ever read. */
class SavedIndexTest {
    /** On a page of its own. */
    private static final long SECOND_PAGE = 5 << 10;
    /** Beyond the pages that stand in a table. */
    private static final long FAR = 1L << 40;

    private final CapturedLog unusable = new CapturedLog(SavedIndex.class.getName());
    private final CapturedLog pages = new CapturedLog(ObjectIndex.class.getName());
    private final FaultyDisk disk = new FaultyDisk();
    private FileStorage storage;
    private FaultyDisk older;
    private long first;
    private long newest;
    private String index;

    /** Two indexes one after the other, branches and classes on both sides of them, and commits behind. */
    @BeforeEach
    void fill() throws Exception {
        storage = Small.open(disk);
        storage.defineClass(new byte[] {1, 2, 3});
        storage.newOids(5);
        first = commit(storage, write(1, 0, "one"), write(SECOND_PAGE, 0, "two"), write(FAR, 0, "far"));
        storage.prepare(branch(1, 1), batch(write(2, 0, "late")));
        storage.prepare(
                branch(2, 1),
                new Batch(
                        List.of(write(3, 0, "in doubt")),
                        List.of(new ReadCheck(FAR, first)),
                        TransactionMetadata.NONE));
        storage.saveIndex();
        older = disk.copy();
        storage.commitPrepared(branch(1, 1), tid -> {});
        commit(storage, write(1, first, "one again"));
        storage.saveIndex();
        storage.defineClass(new byte[] {4});
        storage.newOids(2000);
        newest = commit(storage, write(SECOND_PAGE + 1, 0, "new"), write(SECOND_PAGE, first, "two again"));
        assertThat(disk.indexes()).containsExactly("index-0000000002.odb");
        index = disk.indexes().get(0);
    }

    @AfterEach
    void speakAgain() {
        unusable.close();
        pages.close();
    }

    private FileStorage assertWhole(FaultyDisk on, String name) throws Exception {
        FileStorage opened = Small.open(on);
        assertThat(text(opened, 1)).as(name).isEqualTo("one again");
        assertThat(opened.load(1, first).serial()).as(name).isEqualTo(first);
        assertThat(text(opened, 2)).as(name).isEqualTo("late");
        assertThat(opened.load(SECOND_PAGE, newest).serial()).as(name).isEqualTo(newest);
        assertThat(text(opened, SECOND_PAGE + 1)).as(name).isEqualTo("new");
        assertThat(text(opened, FAR)).as(name).isEqualTo("far");
        assertThat(opened.prepared()).extracting(PreparedBranch::id).as(name).containsExactly(branch(2, 1));
        IndexAgreement.check(opened, name);
        return opened;
    }

    @Test
    void indexMissing_isBuiltFromTheLog() throws Exception {
        assertWhole(disk.withoutIndex(), "none");
        assertThat(unusable.messages()).isEmpty();
    }

    @Test
    void index_isUsed() throws Exception {
        OpenLog open = assertWhole(disk.copy(), "saved").current();
        assertThat(open.state().index.numbers()).hasSize(3);
        assertThat(unusable.messages()).isEmpty();
        assertThat(pages.messages()).isEmpty();
        assertThat(SavedIndex.find(disk).position()).isGreaterThan(open.log().start());
    }

    /** As one of the first version, whose pages were plain numbers. */
    @Test
    void indexOfAnotherVersion_isBuiltFromTheLog() throws Exception {
        for (int version : new int[] {1, 4}) {
            byte[] bytes = disk.bytes(index);
            int checksum = IndexHeader.SIZE - 4;
            ByteBuffer header = ByteBuffer.wrap(bytes);
            header.putInt(8, version);
            header.putInt(checksum, Format.checksum(bytes, 0, checksum));
            FaultyDisk other = disk.copy();
            other.put(index, bytes);
            FileStorage opened = assertWhole(other, "version " + version);
            assertThat(unusable.messages()).singleElement().asString().startsWith("ODB-4101");
            opened.saveIndex();
            unusable.clear();
            assertWhole(other, "saved again");
            assertThat(unusable.messages()).isEmpty();
        }
    }

    /** CONFORMANCE 89. */
    @Test
    void truncatedAnywhere_isBuiltFromTheLog() throws Exception {
        byte[] whole = disk.bytes(index);
        for (int length = 0; length < whole.length; length++) {
            for (boolean zeros : new boolean[] {false, true}) {
                FaultyDisk cut = disk.copy();
                byte[] bytes = Arrays.copyOf(whole, length);
                cut.put(index, zeros ? Arrays.copyOf(bytes, whole.length) : bytes);
                assertWhole(cut, "cut at " + length + (zeros ? ", zeros" : ""));
            }
        }
        assertThat(unusable.messages()).hasSizeGreaterThan(whole.length).allMatch(m -> m.startsWith("ODB-4101"));
    }

    /** CONFORMANCE 89. */
    @Test
    void everyBitFlip_isNoticed() throws Exception {
        byte[] whole = disk.bytes(index);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            FaultyDisk damaged = disk.copy();
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            damaged.put(index, flipped);
            assertWhole(damaged, "bit " + bit);
            assertThat(unusable.messages().size() + pages.messages().size())
                    .as("bit %s", bit)
                    .isEqualTo(1);
            unusable.clear();
            pages.clear();
        }
    }

    @Test
    void olderIndexBesideLongerLog_isUsedFromWhereItEnds() throws Exception {
        FaultyDisk stale = disk.withoutIndex();
        String old = older.indexes().get(0);
        stale.put(old, older.bytes(old));
        assertWhole(stale, "older");
        assertThat(unusable.messages()).isEmpty();
        // with the newer one damaged beside it, too
        byte[] damaged = disk.bytes(index);
        damaged[20] ^= 1;
        stale.put(index, damaged);
        assertWhole(stale, "older and damaged");
        assertThat(unusable.messages()).hasSize(1);
    }

    @Test
    void newerIndexBesideOlderLog_isNotUsed() throws Exception {
        FaultyDisk restored = older.withoutIndex();
        restored.put(index, disk.bytes(index));
        FileStorage opened = Small.open(restored);
        assertThat(text(opened, 1)).isEqualTo("one");
        IndexAgreement.check(opened, "restored");
        assertThat(unusable.messages()).hasSize(1);
        // and not when other transactions stand in the log where those were that it knows
        opened.rollbackPrepared(branch(1, 1));
        commit(opened, write(1, first, "ONE AGAIN"));
        opened.newOids(5000);
        commit(opened, write(7, 0, "x".repeat(5000)));
        for (String other : restored.indexes()) {
            restored.delete(other);
        }
        restored.put(index, disk.bytes(index));
        unusable.clear();
        FileStorage again = Small.open(restored);
        assertThat(text(again, 1)).isEqualTo("ONE AGAIN");
        IndexAgreement.check(again, "went on otherwise");
        assertThat(unusable.messages()).singleElement().asString().contains("another one");
    }

    @Test
    void indexOfOtherDatabase_isNotUsed() throws Exception {
        FaultyDisk other = new FaultyDisk();
        FileStorage foreign = Small.open(other);
        long tid = commit(foreign, write(1, 0, "foreign"), write(SECOND_PAGE, 0, "foreign"));
        for (int i = 0; i < 20; i++) {
            tid = commit(foreign, write(1, tid, "foreign"));
        }
        foreign.saveIndex();
        FaultyDisk mixed = disk.withoutIndex();
        mixed.put(index, other.bytes(other.indexes().get(0)));
        assertWhole(mixed, "foreign");
        assertThat(unusable.messages()).singleElement().asString().contains("another database");
    }

    @Test
    void indexBesidePackedLog_isNotUsed() throws Exception {
        byte[] before = disk.bytes(index);
        long root = commit(storage, write(0, 0, "root>1,2," + SECOND_PAGE));
        storage.pack(to(root));
        IndexAgreement.check(storage, "after the pack");
        FaultyDisk packed = disk.copy();
        assertThat(packed.indexes()).containsExactly("index-0000000003.odb");
        FileStorage opened = Small.open(packed);
        assertThat(opened.exists(SECOND_PAGE + 1)).isFalse();
        IndexAgreement.check(opened, "its own");
        FaultyDisk stale = packed.withoutIndex();
        stale.put("index-0000000009.odb", before);
        opened = Small.open(stale);
        assertThat(opened.exists(SECOND_PAGE + 1)).isFalse();
        assertThat(opened.prepared()).hasSize(1);
        IndexAgreement.check(opened, "that of the log before");
        // which is what a crash at the end of a pack leaves
        assertThat(unusable.messages()).noneMatch(message -> message.startsWith("ODB-"));
        // the number goes on above it
        opened.saveIndex();
        assertThat(stale.indexes()).containsExactly("index-0000000010.odb");
    }

    @Test
    void pageDamagedWhileOpen_isFoundAgainInTheLog() throws Exception {
        FaultyDisk damaged = disk.copy();
        FileStorage opened = Small.open(damaged);
        byte[] bytes = damaged.bytes(index);
        // the first page follows the header, and the log behind the index does not touch it
        bytes[IndexHeader.SIZE + 3] ^= 1;
        damaged.overwrite(index, bytes);
        assertThat(text(opened, SECOND_PAGE)).isEqualTo("two again");
        assertThat(pages.messages()).isEmpty();
        assertThat(text(opened, 1)).isEqualTo("one again");
        assertThat(pages.messages()).singleElement().asString().startsWith("ODB-4102");
        assertThat(text(opened, FAR)).isEqualTo("far");
        IndexAgreement.check(opened, "rebuilt");
        opened.saveIndex();
        assertWhole(damaged, "saved again");
    }

    @Test
    void pageDamagedAndNeverRead_isNotSavedAgain() throws Exception {
        FaultyDisk damaged = disk.copy();
        FileStorage opened = Small.open(damaged);
        byte[] bytes = damaged.bytes(index);
        bytes[IndexHeader.SIZE + 3] ^= 1;
        damaged.overwrite(index, bytes);
        opened.saveIndex();
        assertThat(pages.messages()).hasSize(1);
        IndexAgreement.check(opened, "rebuilt");
        assertWhole(damaged, "saved again");
    }

    @Test
    void pageAndLogDamaged_isAnErrorForWhatWasNotRead() throws Exception {
        commit(storage, write(9, 0, "x".repeat(5000)));
        storage.saveIndex();
        FaultyDisk damaged = disk.copy();
        byte[] log = damaged.bytes(Small.FIRST);
        // the head of the first group behind the segment's header
        log[Format.SEGMENT_HEADER + 4] ^= 1;
        damaged.put(Small.FIRST, log);
        FileStorage opened = Small.open(damaged);
        assertThat(text(opened, SECOND_PAGE)).isEqualTo("two again");
        String name = damaged.indexes().get(0);
        byte[] bytes = damaged.bytes(name);
        bytes[IndexHeader.SIZE + 3] ^= 1;
        damaged.overwrite(name, bytes);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> text(opened, 1))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4103")
                    .hasMessageContaining(name)
                    .hasMessageContaining("recover");
            assertThatThrownBy(() -> commit(opened, write(1, first, "lost")))
                    .isInstanceOf(CorruptStorageException.class);
        }
        assertThat(text(opened, FAR)).isEqualTo("far");
        commit(opened, write(SECOND_PAGE, newest, "goes on"));
    }

    /** A record or a group damaged where the index speaks for it is met by its readers only. */
    @Test
    void logDamagedBelowIndex_failsOnlyItsOwnReads() throws Exception {
        commit(storage, write(9, 0, "x".repeat(5000)));
        storage.saveIndex();
        byte[] log = disk.bytes(Small.FIRST);
        int at = new String(log, StandardCharsets.ISO_8859_1).indexOf("far");
        log[at] ^= 1;
        FaultyDisk damaged = disk.copy();
        damaged.put(Small.FIRST, log);
        FileStorage opened = Small.open(damaged);
        assertThatThrownBy(() -> text(opened, FAR)).isInstanceOf(CorruptStorageException.class);
        assertThat(text(opened, 1)).isEqualTo("one again");
    }

    /**
     * A commit beside the saving is in the pages, so the index says that it was durable: what is damaged of it is no torn
     * tail, though no group in the log knows more.
     */
    @Test
    void damageOfWhatPagesReferTo_isNoTornTail() throws Exception {
        FaultyDisk fresh = new FaultyDisk();
        HookedDisk hooked = new HookedDisk(fresh);
        FileStorage opened = FileStorage.open(hooked, false, Small.SETTINGS, () -> {});
        commit(opened, write(1, 0, "a"));
        long end = opened.current().log().end();
        hooked.beforeIndexWrite(() -> commitUnchecked(opened, write(2, 0, "x".repeat(6000))));
        opened.saveIndex();
        SavedIndex saved = SavedIndex.find(fresh);
        assertThat(saved.position()).isEqualTo(end);
        assertThat(saved.forced()).isGreaterThan(end + 6000);
        IndexAgreement.check(Small.open(fresh.copy()), "whole");
        byte[] log = fresh.bytes(Small.FIRST);
        log[(int) Positions.offset(end) + 4] ^= 1;
        fresh.put(Small.FIRST, log);
        assertThatThrownBy(() -> Small.open(fresh))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("offset " + Positions.offset(end));
    }

    private static void commitUnchecked(FileStorage storage, Write write) {
        try {
            commit(storage, write);
        } catch (StaleRecordsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void undecidedBranchBeforeIndex_keepsItsLocksAndCanBeDecided() throws Exception {
        FaultyDisk copy = disk.copy();
        FileStorage opened = Small.open(copy);
        assertThatThrownBy(() -> commit(opened, write(3, 0, "taken"))).isInstanceOf(StaleRecordsException.class);
        assertThatThrownBy(() -> commit(opened, write(FAR, first, "read"))).isInstanceOf(StaleRecordsException.class);
        // saved and opened once more, with the branch behind two indexes
        opened.saveIndex();
        copy.crash(new Random(1));
        FileStorage again = Small.open(copy);
        assertThat(again.prepared()).hasSize(1);
        assertThatThrownBy(() -> commit(again, write(3, 0, "taken"))).isInstanceOf(StaleRecordsException.class);
        again.commitPrepared(branch(2, 1), tid -> {});
        assertThat(text(again, 3)).isEqualTo("in doubt");
        commit(again, write(FAR, first, "free"));
        copy.crash(new Random(2));
        FileStorage last = Small.open(copy);
        assertThat(text(last, 3)).isEqualTo("in doubt");
        assertThat(last.prepared()).isEmpty();
        IndexAgreement.check(last, "decided");
    }

    @Test
    void oidsOfRangeReservedBeforeIndex_areNotGivenTwice() throws Exception {
        FaultyDisk fresh = new FaultyDisk();
        FileStorage opened = Small.open(fresh);
        opened.newOids(1);
        opened.saveIndex();
        // from the range that was reserved before the index was saved
        long given = opened.newOids(100);
        commit(opened, write(given, 0, "a"));
        assertThat(Small.open(fresh.copy()).newOids(1)).isGreaterThan(given + 99);
    }

    @Test
    void readOnly_usesTheIndexAndWritesNothing() throws Exception {
        FaultyDisk copy = disk.copy();
        for (FaultyDisk on : List.of(copy, disk.withoutIndex())) {
            List<String> files = on.list();
            long operations = on.operations();
            try (FileStorage reader = Small.openReadOnly(on)) {
                assertThat(text(reader, SECOND_PAGE)).isEqualTo("two again");
                IndexAgreement.check(reader, "read-only");
            }
            assertThat(on.operations()).isEqualTo(operations);
            assertThat(on.list()).isEqualTo(files);
        }
    }

    /** Its index is replaced, then its log. */
    @Test
    void readerBesideWriter_goesOnWithWhatItOpened() throws Exception {
        try (FileStorage reader = Small.openReadOnly(disk)) {
            long root = commit(storage, write(0, 0, "root>2"));
            storage.saveIndex();
            storage.pack(to(root));
            assertThat(text(reader, 1)).isEqualTo("one again");
            assertThat(text(reader, FAR)).isEqualTo("far");
        }
    }

    @Test
    void cleanClose_savesUnlessHardlyAnythingWasWritten() throws Exception {
        FaultyDisk closed = disk.copy();
        try (Storage opened = Small.open(closed)) {
            commit(opened, write(SECOND_PAGE, newest, "x".repeat(500)));
        }
        assertThat(closed.indexes()).containsExactly("index-0000000003.odb");
        Small.open(closed).close();
        assertThat(closed.indexes()).containsExactly("index-0000000003.odb");
        FaultyDisk empty = new FaultyDisk();
        Small.open(empty).close();
        assertThat(empty.indexes()).isEmpty();
    }
}
