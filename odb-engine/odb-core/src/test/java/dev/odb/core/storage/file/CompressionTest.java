package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/** Records that are compressed in the log. */
class CompressionTest {
    private static final String TEXT = "{issue: {title: an issue, body: text}}".repeat(20);
    private static final int HEADER_CHECKSUM = Format.SEGMENT_HEADER - 4;
    private static final int COMPRESSION_AT = 44;

    private final FaultyDisk disk = new FaultyDisk();

    private Storage open(boolean compress) throws IOException {
        return FileStorage.open(disk, false, Small.SETTINGS.withCompress(compress), () -> {});
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }

    private int used() {
        byte[] bytes = disk.bytes(Small.FIRST);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private int cost(Storage storage, Write... writes) throws Exception {
        int before = used();
        commit(storage, writes);
        return used() - before;
    }

    @Test
    void records_areCompressedIfItIsWantedAndSavesEnough() throws Exception {
        Storage storage = open(false);
        assertThat(cost(storage, write(1, 0, TEXT))).isGreaterThan(TEXT.length());
        storage.close();
        Storage compressing = open(true);
        assertThat(cost(compressing, write(2, 0, TEXT))).isLessThan(TEXT.length() / 2);
        assertThat(cost(compressing, new Write(3, 0, noise(700)))).isGreaterThan(700);
        String shortText = "a".repeat(Deflate.SHORTEST - 1);
        assertThat(cost(compressing, write(4, 0, shortText))).isGreaterThan(shortText.length());
        // seven bits of eight: saves an eighth at most, and there are the code's tables
        byte[] letters = noise(700);
        for (int i = 0; i < letters.length; i++) {
            letters[i] &= 0x7f;
        }
        assertThat(cost(compressing, new Write(5, 0, letters))).isGreaterThan(700);
        compressing.close();
        Storage again = open(false);
        assertThat(text(again, 1)).isEqualTo(TEXT);
        assertThat(text(again, 2)).isEqualTo(TEXT);
        assertThat(again.load(3, again.lastTid()).record()).isEqualTo(noise(700));
        assertThat(text(again, 4)).isEqualTo(shortText);
        assertThat(again.load(5, again.lastTid()).record()).isEqualTo(letters);
    }

    @Test
    void pack_writesAsTheSettingSays() throws Exception {
        Storage storage = open(false);
        Write[] writes = new Write[50];
        for (int i = 0; i < writes.length; i++) {
            writes[i] = write(i, 0, TEXT + (i + 1 < writes.length ? ">" + (i + 1) : ">"));
        }
        long tid = commit(storage, writes);
        storage.prepare(branch(1, 1), batch(write(99, 0, TEXT)));
        storage.close();
        long before = disk.used();
        storage = open(true);
        storage.pack(Packs.to(tid));
        assertThat(disk.used()).isLessThan(before / 2);
        storage.close();
        storage = open(false);
        for (Write write : writes) {
            assertThat(storage.load(write.oid(), tid).record()).isEqualTo(write.record());
        }
        storage.commitPrepared(branch(1, 1), t -> {});
        assertThat(text(storage, 99)).isEqualTo(TEXT);
    }

    @Test
    void algorithmThatIsUnknown_isTooNewAndNamesTheFile() throws Exception {
        open(true).close();
        setAlgorithm(2);
        byte[] before = disk.bytes(Small.FIRST);
        for (boolean readOnly : new boolean[] {true, false}) {
            assertThatThrownBy(() -> FileStorage.open(disk, readOnly, Small.SETTINGS, () -> {}))
                    .isInstanceOf(StorageFormatTooNewException.class)
                    .hasMessageContaining("ODB-4200")
                    .hasMessageContaining(Small.FIRST)
                    .hasMessageContaining("algorithm 2")
                    .hasMessageContaining("odb-tools.jar verify <folder>");
        }
        assertThat(disk.bytes(Small.FIRST)).isEqualTo(before);
    }

    private void setAlgorithm(int algorithm) {
        byte[] bytes = disk.bytes(Small.FIRST);
        bytes[COMPRESSION_AT] = (byte) algorithm;
        ByteBuffer.wrap(bytes).putInt(HEADER_CHECKSUM, Format.checksum(bytes, 0, HEADER_CHECKSUM));
        disk.put(Small.FIRST, bytes);
    }

    /** The header is obeyed both ways: nothing compressed is written there, and what says that it is, is damage. */
    @Test
    void segmentWithoutCompression_hasNoCompressedRecords() throws Exception {
        open(true).close();
        setAlgorithm(Format.COMPRESSION_NONE);
        Storage storage = open(true);
        assertThat(cost(storage, write(1, 0, TEXT))).isGreaterThan(TEXT.length());
        storage.close();
        setAlgorithm(Format.COMPRESSION_DEFLATE);
        storage = open(true);
        assertThat(cost(storage, write(2, 0, TEXT))).isLessThan(TEXT.length() / 2);
        storage.close();
        setAlgorithm(Format.COMPRESSION_NONE);
        Storage damaged = open(true);
        assertThat(text(damaged, 1)).isEqualTo(TEXT);
        assertThatThrownBy(() -> text(damaged, 2))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("no compressed records");
    }

    /** The checksum covers what is stored, so damage never reaches the inflater. */
    @Test
    void damagedBytes_areFoundByTheChecksum() throws Exception {
        Storage storage = open(true);
        commit(storage, write(1, 0, TEXT));
        storage.close();
        int at = recordAt() + Format.recordHeaderSize(Format.RECORD_COMPRESSED);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = disk.bytes(Small.FIRST);
            bytes[at + i] ^= 1;
            FaultyDisk damaged = disk.copy();
            damaged.put(Small.FIRST, bytes);
            Storage opened = Small.open(damaged);
            assertThatThrownBy(() -> text(opened, 1))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("its checksum is wrong");
        }
    }

    /** Where the only record stands: it has no option but the length, and its object is 1. */
    private int recordAt() {
        byte[] bytes = disk.bytes(Small.FIRST);
        byte[] start = ByteBuffer.allocate(10)
                .putLong(1)
                .putShort((short) Format.RECORD_COMPRESSED)
                .array();
        for (int at = Format.SEGMENT_HEADER; ; at++) {
            if (Arrays.equals(bytes, at, at + start.length, start, 0, start.length)) {
                return at;
            }
        }
    }

    /** Every checksum is right, only the length is a lie: an error of its own, without the memory that it asks for. */
    @Test
    void lengthThatIsALie_isAnErrorWithoutTheMemoryForIt() throws Exception {
        Storage storage = open(true);
        commit(storage, write(1, 0, TEXT));
        storage.close();
        int at = recordAt();
        int size = Format.recordHeaderSize(Format.RECORD_COMPRESSED);
        for (int lie : new int[] {
            Integer.MAX_VALUE,
            Deflate.LONGEST + 1,
            Deflate.LONGEST,
            1 << 20,
            TEXT.length() + 1,
            TEXT.length() - 1,
            1,
            0,
            -1
        }) {
            byte[] bytes = disk.bytes(Small.FIRST);
            ByteBuffer.wrap(bytes).putInt(at + size - 8, lie);
            ByteBuffer.wrap(bytes).putInt(at + size - 4, Format.checksum(bytes, at, size - 4));
            FaultyDisk lying = disk.copy();
            lying.put(Small.FIRST, bytes);
            assertThatThrownBy(() -> text(Small.open(lying), 1))
                    .as("length %s", lie)
                    .isInstanceOf(CorruptStorageException.class);
        }
    }

    /** What a megabyte of zeros is compressed to, as a hostile record would have it. */
    @Test
    void bytesThatAreMoreThanTheySay_areNotInflatedFurther() throws Exception {
        byte[] zeros = new byte[1 << 20];
        byte[] compressed = Deflate.compress(zeros);
        assertThat(compressed).hasSizeLessThan(8192);
        assertThat(Deflate.inflate(compressed, zeros.length)).isEqualTo(zeros);
        assertThatThrownBy(() -> Deflate.inflate(compressed, 1000)).isInstanceOf(DataFormatException.class);
        assertThatThrownBy(() -> Deflate.inflate(compressed, Integer.MAX_VALUE))
                .isInstanceOf(DataFormatException.class);
        byte[] longer = Arrays.copyOf(compressed, compressed.length + 1);
        assertThatThrownBy(() -> Deflate.inflate(longer, zeros.length)).isInstanceOf(DataFormatException.class);
        byte[] shorter = Arrays.copyOf(compressed, compressed.length - 1);
        assertThatThrownBy(() -> Deflate.inflate(shorter, zeros.length)).isInstanceOf(DataFormatException.class);
        // whoever comes next gets an inflater that has forgotten all that
        assertThat(Deflate.inflate(compressed, zeros.length)).isEqualTo(zeros);
        assertThat(Deflate.compress(new byte[Deflate.LONGEST + 1])).isNull();
    }

    @Test
    void noise_neverMakesTheInflaterFailOtherwise() {
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            int length = 1 + random.nextInt(1000);
            assertThatCode(() -> {
                        try {
                            assertThat(Deflate.inflate(bytes, length)).hasSize(length);
                        } catch (DataFormatException e) {
                            assertThat(e).isNotNull();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }
}
