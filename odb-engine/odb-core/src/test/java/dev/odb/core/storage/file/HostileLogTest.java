package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logs that somebody has forged, with all checksums right: no loop without end, no memory for what is not there. */
class HostileLogTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final long[] EXTREMES = {
        0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, (1L << 40) + 64
    };

    private final UUID database = new UUID(1, 2);
    private final int key = Format.groupKey(database);
    private final List<byte[]> groups = new ArrayList<>();
    private long end = Positions.of(1, Format.SEGMENT_HEADER);

    private long add(Group group) {
        long position = end;
        byte[] bytes = group.seal(key, position, 0).array();
        groups.add(bytes);
        end += bytes.length;
        return position;
    }

    private void commit(long tid, Write write, long predecessor) {
        Batch batch = new Batch(Writes.of(List.of(write)), List.of(), TransactionMetadata.NONE);
        BatchImage image = new BatchImage(batch, null, null, 0, new RecordWriter(oid -> predecessor));
        Group group = Group.batch(image, null);
        group.decide(Format.COMMITTED, tid, Group.batchPosition(end));
        add(group);
    }

    private FaultyDisk disk() {
        groups.add(Group.mark().seal(key, end, end).array());
        ByteBuffer file = ByteBuffer.allocate(1 << 16);
        file.put(new SegmentHeader(database, 1, 0).encode());
        groups.forEach(file::put);
        FaultyDisk disk = new FaultyDisk();
        disk.put(Small.FIRST, file.array());
        return disk;
    }

    private static int read(FaultyDisk disk) throws IOException {
        int errors = 0;
        try (Storage storage = DamagedDatabases.open(disk, false)) {
            for (long oid = 0; oid < 70; oid++) {
                for (long snapshot : new long[] {storage.lastTid(), 5, 1}) {
                    try {
                        storage.load(oid, snapshot);
                    } catch (OdbException e) {
                        errors++;
                    }
                }
            }
            new StoredDatabase(storage);
        } catch (OdbException e) {
            errors++;
        }
        return errors;
    }

    private static void requireTyped(FaultyDisk disk, String name) throws IOException {
        try {
            read(disk.copy());
            VerifyReport report = Verification.verify(disk, RecordInspector.NONE, CheckProgress.NONE);
            assertThat(report.findings()).as(name).hasSizeLessThan(1000);
            Recovery.recover(
                    disk,
                    new FaultyDisk(),
                    RecordInspector.NONE,
                    CheckProgress.NONE,
                    DamagedDatabases.SETTINGS,
                    findings -> 0);
        } catch (OdbException e) {
            assertThat(e.code()).as(name).startsWith("ODB-4");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }

    /** A record that is its own predecessor, and two that are each other's. */
    @Test
    void cyclicPredecessors_end() throws Exception {
        long record = end + Format.GROUP_HEADER + Format.ENTRY_HEADER + 8 + 4 + 4 + 4 + 4 + 4;
        commit(10, new Write(1, 9, "self".getBytes()), record);
        commit(20, new Write(2, 19, "".getBytes(), 7), end + 4096);
        FaultyDisk disk = disk();
        assertThat(read(disk.copy())).isPositive();
        assertThat(DamagedDatabases.verify(disk).sound()).isFalse();
        requireTyped(disk, "cyclic predecessors");
    }

    /** A part that is named as the one before itself, or lies inside another. */
    @Test
    void cyclicParts_end() throws Exception {
        Write write = new Write(1, 0, "part".getBytes());
        RecordWriter records = new RecordWriter(oid -> 0);
        long part = Group.batchPosition(end);
        long size = RecordWriter.size(write);
        add(Group.part(new PartImage(part, List.of(write), size, records)));
        Batch empty = new Batch(Writes.of(List.of(write)), List.of(), TransactionMetadata.NONE);
        Group group = Group.batch(
                new BatchImage(empty, new PartWriter.Parts(part, new long[] {part + 32}), null, 0, records), null);
        group.decide(Format.COMMITTED, 10, Group.batchPosition(end));
        add(group);
        FaultyDisk disk = disk();
        assertThat(read(disk.copy())).isPositive();
        assertThat(DamagedDatabases.verify(disk).sound()).isFalse();
        requireTyped(disk, "cyclic parts");
    }

    @Test
    void forgedNumbers_areErrorsAndNothingElse() throws Exception {
        int count = (int) Math.max(300, 20_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        System.out.println("HostileLogTest: " + count + " forgeries, -Dodb.test.seed=" + SEED);
        FaultyDisk whole = DamagedDatabases.full();
        for (int i = 0; i < count; i++) {
            Random random = new Random(SEED + i);
            FaultyDisk forged = whole.copy();
            String file = forged.list().get(random.nextInt(forged.list().size()));
            byte[] bytes = forged.bytes(file);
            forge(bytes, random);
            forged.put(file, bytes);
            requireTyped(forged, "seed " + SEED + ", " + i + " in " + file);
        }
    }

    /** Overwrites a number in a group or an entry, and corrects the checksums. */
    private static void forge(byte[] bytes, Random random) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID id = SegmentHeader.databaseSaid(bytes);
        List<Integer> starts = new ArrayList<>();
        for (int at = Format.SEGMENT_HEADER; at + 64 <= bytes.length; at += 8) {
            if (buffer.getInt(at) == Format.GROUP_MAGIC) {
                starts.add(at);
            }
        }
        if (starts.isEmpty()) {
            return;
        }
        int group = starts.get(random.nextInt(starts.size()));
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextInt(5) == 0) {
            buffer.putLong(group + (random.nextBoolean() ? 8 : 24), value);
        } else {
            forgeEntry(buffer, group + Format.GROUP_HEADER, value, random);
        }
        buffer.putInt(group + Format.GROUP_HEADER - 4, Format.groupChecksum(Format.groupKey(id), bytes, group));
    }

    private static void forgeEntry(ByteBuffer buffer, int entry, long value, Random random) {
        int head = buffer.getInt(entry + 12);
        int room = buffer.limit() - entry;
        if (head < 0 || head > room - Format.ENTRY_HEADER - 8) {
            return;
        }
        int at = random.nextInt(4) == 0 ? 4 : Format.ENTRY_HEADER + random.nextInt(Math.max(1, head - 3));
        if (random.nextBoolean() && at != 4) {
            buffer.putInt(entry + at, (int) value);
        } else {
            buffer.putLong(entry + at, value);
        }
        int record = entry + Format.ENTRY_HEADER + head;
        if (random.nextInt(3) == 0 && record + 80 < buffer.limit()) {
            buffer.putLong(record + (random.nextBoolean() ? 0 : 10), value);
            int flags = buffer.getShort(record + 8);
            int size = Format.recordHeaderSize(flags & Format.RECORD_KNOWN_FLAGS);
            buffer.putInt(record + size - 4, Format.checksum(buffer.array(), record, size - 4));
        }
        if (buffer.getInt(entry + 12) == head) {
            buffer.putInt(entry + 16, Entries.checksum(buffer, entry, head));
        }
    }
}
