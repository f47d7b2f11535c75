package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageFormatTooOldException;
import dev.odb.core.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are not as they were written. */
class DamageTest {
    private final FaultyDisk disk = new FaultyDisk();
    private long first;
    private long second;
    private long third;
    private int beforeLast;
    private int afterLast;

    /** Three transactions, one of them prepared, a class, and a branch in doubt. */
    @BeforeEach
    void writeSmallDatabase() throws Exception {
        Storage storage = Small.open(disk);
        storage.newOids(5);
        storage.defineClass(new byte[] {1, 2, 3});
        first = commit(storage, write(1, 0, "one"), write(2, 0, "two"));
        storage.prepare(branch(1, 1), batch(write(1, first, "one again")));
        second = storage.commitPrepared(branch(1, 1), tid -> {});
        storage.prepare(branch(2, 2), batch(write(3, 0, "three")));
        beforeLast = used();
        third = commit(storage, write(2, first, "two again"));
        afterLast = used();
    }

    private int used() {
        byte[] bytes = disk.bytes(Small.FIRST);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** Everything right, or an error, never a wrong value. Gives whether there was an error. */
    private boolean wrongOrRefused(FaultyDisk damaged) throws Exception {
        Storage storage;
        try {
            storage = Small.open(damaged);
        } catch (CorruptStorageException e) {
            assertThat(e).hasMessageContaining(Small.FIRST);
            return true;
        }
        boolean refused = false;
        refused |= refused(() -> assertThat(text(storage, 1, first)).isEqualTo("one"));
        refused |= refused(() -> assertThat(text(storage, 1, third)).isEqualTo("one again"));
        refused |= refused(() -> assertThat(text(storage, 2, first)).isEqualTo("two"));
        refused |= refused(() -> assertThat(text(storage, 2, third)).isEqualTo("two again"));
        refused |=
                refused(() -> assertThat(storage.prepared()).singleElement().satisfies(found -> assertThat(found.id())
                        .isEqualTo(branch(2, 2))));
        assertThat(storage.lastTid()).isEqualTo(third);
        refused |= refused(() -> assertThat(storage.load(1, third - 1).serial()).isEqualTo(second));
        assertThat(storage.classDescription(1)).containsExactly(1, 2, 3);
        return refused;
    }

    private static boolean refused(Runnable read) {
        try {
            read.run();
            return false;
        } catch (CorruptStorageException e) {
            assertThat(e).hasMessageContaining("offset");
            return true;
        }
    }

    @Test
    void everyBitFlip_afterCleanClose_isNoticedOrHarmless() throws Exception {
        Storage storage = Small.open(disk);
        storage.close();
        byte[] whole = disk.bytes(Small.FIRST);
        int used = used();
        int noticed = 0;
        for (int bit = 0; bit < used * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            FaultyDisk damaged = new FaultyDisk();
            damaged.put(Small.FIRST, flipped);
            if (wrongOrRefused(damaged)) {
                noticed++;
            }
        }
        // only the closing mark and the zeros between groups may be changed unnoticed
        assertThat(noticed).isGreaterThan((afterLast - 64) * 8);
    }

    /** Cut anywhere within the last transaction. */
    @Test
    void cutAtAnyByteOfLastTransaction_opensWithEarlierOnes() throws Exception {
        byte[] whole = disk.bytes(Small.FIRST);
        for (int length = beforeLast; length <= afterLast; length++) {
            for (boolean zeros : new boolean[] {false, true}) {
                FaultyDisk cut = new FaultyDisk();
                byte[] bytes = Arrays.copyOf(whole, length);
                cut.put(Small.FIRST, zeros ? Arrays.copyOf(bytes, whole.length) : bytes);
                Storage storage = Small.open(cut);
                boolean complete = length == afterLast;
                assertThat(storage.lastTid()).isEqualTo(complete ? third : second);
                assertThat(text(storage, 1)).isEqualTo("one again");
                assertThat(text(storage, 2)).isEqualTo(complete ? "two again" : "two");
                assertThat(storage.prepared()).hasSize(1);
                boolean rest = !complete && length > groupStart();
                assertThat(cut.list().stream().anyMatch(name -> name.startsWith("torn-")))
                        .as("a side file when cut at %s", length)
                        .isEqualTo(rest);
                assertUsable(storage, cut);
            }
        }
    }

    private int groupStart() {
        return (int) Format.align(beforeLast);
    }

    private static void assertUsable(Storage storage, FaultyDisk disk) throws Exception {
        long serial = storage.loadAppended(2).serial();
        long tid = commit(storage, write(2, serial, "after"));
        storage.close();
        Storage again = Small.open(disk);
        assertThat(text(again, 2, tid)).isEqualTo("after");
        assertThat(text(again, 2, serial)).startsWith("two");
    }

    @Test
    void damageBelowForced_refusesWritableOpenAndAllowsReadOnly() throws Exception {
        Storage storage = Small.open(disk);
        storage.close();
        byte[] bytes = disk.bytes(Small.FIRST);
        int decision = afterLast - 10;
        bytes[decision] ^= 1;
        disk.put(Small.FIRST, bytes);
        assertThatThrownBy(() -> Small.open(disk))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(Small.FIRST)
                .hasMessageContaining("offset")
                .hasMessageContaining("transaction " + second)
                .hasMessageContaining("recover");
        Storage readOnly = Small.openReadOnly(disk);
        assertThat(text(readOnly, 1)).isEqualTo("one again");
        assertThat(transactions(readOnly, 0, Long.MAX_VALUE)).hasSize(2);
        assertThat(disk.bytes(Small.FIRST)).isEqualTo(bytes);
        assertThat(disk.list()).containsExactly("index-0000000001.odb", Small.FIRST);
    }

    /** As any other damage does; only who the database is must be known from somewhere. */
    @Test
    void damagedFirstHeader_refusesWritableOpenAndAllowsReadOnly() throws Exception {
        Small.open(disk).close();
        byte[] bytes = disk.bytes(Small.FIRST);
        bytes[40] ^= 1;
        disk.put(Small.FIRST, bytes);
        assertThatThrownBy(() -> Small.open(disk))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("'" + Small.FIRST + "' at offset 0")
                .hasMessageContaining("Affected: ")
                .hasMessageContaining("odb-tools.jar verify faulty disk'")
                .hasMessageContaining("odb-tools.jar recover faulty disk <new folder>'");
        Storage readOnly = Small.openReadOnly(disk);
        assertThat(text(readOnly, 1)).isEqualTo("one again");
        assertThat(transactions(readOnly, 0, Long.MAX_VALUE)).hasSize(3);
        assertThat(disk.bytes(Small.FIRST)).isEqualTo(bytes);
    }

    @Test
    void wholeGroupZeroedBelowForced_isDamage() throws Exception {
        Small.open(disk).close();
        byte[] bytes = disk.bytes(Small.FIRST);
        Arrays.fill(bytes, groupStart(), (int) Format.align(afterLast), (byte) 0);
        disk.put(Small.FIRST, bytes);
        assertThatThrownBy(() -> Small.open(disk)).isInstanceOf(CorruptStorageException.class);
    }

    /** A later group of a torn tail survives whole: it must not join the log when a new group ends where it begins. */
    @Test
    void tornTail_neverComesBack() throws Exception {
        int torn = 0;
        for (int seed = 0; seed < 200; seed++) {
            FaultyDisk tearing = new FaultyDisk();
            Storage storage = Small.open(tearing);
            storage.defineClass(new byte[100]);
            storage.defineClass(new byte[101]);
            tearing.crash(new Random(seed));
            storage = Small.open(tearing);
            if (storage.classDescription(1) == null) {
                torn += tearing.list().size() - 1;
                assertThat(storage.classDescription(2)).isNull();
                byte[] other = new byte[100];
                other[0] = 1;
                assertThat(storage.defineClass(other)).isEqualTo(1);
                // as after kill -9: nothing is closed, nothing is lost
                Storage again = Small.open(tearing);
                assertThat(again.classDescription(1)).isEqualTo(other);
                assertThat(again.classDescription(2)).as("seed %s", seed).isNull();
            }
        }
        assertThat(torn).isPositive();
    }

    @Test
    void damagedRecord_failsOnlyItsOwnReads() throws Exception {
        Small.open(disk).close();
        byte[] bytes = disk.bytes(Small.FIRST);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("two again");
        bytes[at] ^= 1;
        disk.put(Small.FIRST, bytes);
        Storage storage = Small.open(disk);
        assertThatThrownBy(() -> text(storage, 2))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("object 2");
        assertThat(text(storage, 2, first)).isEqualTo("two");
        assertThat(text(storage, 1)).isEqualTo("one again");
    }

    @Test
    void shortReads_changeNothing() throws Exception {
        disk.shortReads(true);
        assertThat(wrongOrRefused(disk)).isFalse();
    }

    @Test
    void missingOrForeignSegment_isNamed() throws Exception {
        FaultyDisk many = new FaultyDisk();
        FileSettings tiny = new FileSettings(1024, 256, Small.SETTINGS.clock());
        Storage storage = FileStorage.open(many, false, tiny, () -> {});
        for (int i = 1; i < 30; i++) {
            commit(storage, write(i, 0, "x".repeat(100)));
        }
        storage.close();
        assertThat(many.list()).hasSizeGreaterThan(3);
        List<String> names = many.list().stream()
                .filter(name -> SegmentName.number(name) > 0)
                .toList();
        for (String missing : names.subList(0, names.size() - 1)) {
            FaultyDisk damaged = many.copy();
            damaged.delete(missing);
            String named = missing.equals(names.get(0)) ? names.get(1) : missing;
            assertThatThrownBy(() -> Small.open(damaged))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining(named);
        }
        FaultyDisk mixed = many.copy();
        mixed.put(names.get(1), disk.bytes(Small.FIRST));
        assertThatThrownBy(() -> Small.open(mixed))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(names.get(1));
    }

    @Test
    void otherVersions_areNamedWithTheCommand() throws Exception {
        disk.put(Small.FIRST, withVersion(Format.VERSION + 1));
        assertThatThrownBy(() -> Small.open(disk))
                .isInstanceOf(StorageFormatTooNewException.class)
                .hasMessageContaining(Small.FIRST)
                .hasMessageContaining("odb-tools");
        disk.put(Small.FIRST, withVersion(0));
        assertThatThrownBy(() -> Small.open(disk))
                .isInstanceOf(StorageFormatTooOldException.class)
                .hasMessageContaining(Small.FIRST)
                .hasMessageContaining("odb-tools");
    }

    private byte[] withVersion(int version) {
        byte[] bytes = disk.bytes(Small.FIRST);
        int checksumAt = Format.SEGMENT_HEADER - 4;
        ByteBuffer.wrap(bytes).putInt(8, version);
        ByteBuffer.wrap(bytes).putInt(checksumAt, Format.checksum(bytes, 0, checksumAt));
        return bytes;
    }
}
