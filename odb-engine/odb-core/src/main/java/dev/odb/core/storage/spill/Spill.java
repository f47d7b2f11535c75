package dev.odb.core.storage.spill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * The newest record of every object that a transaction has put aside. It is a log, so that it can go back to any earlier
 * end. One thread.
 */
public final class Spill implements Closeable {
    private static final int HEADER = 34;
    private static final byte CAN_MERGE = 1;
    private static final byte[] PLAIN = {};

    private final Storage storage;
    private PositionTable newest = new PositionTable();
    private SpillFile file;

    /** An empty one; without a file until it needs one. */
    public Spill(Storage storage) {
        this.storage = storage;
        this.file = new SpillFile(storage);
    }

    /** Takes an entry. */
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param isNew whether the entry is the object's first one and the object is new
         */
        void visit(long oid, boolean isNew);
    }

    /** {@code extra} bytes stand between it and the record, if the write has more than one. */
    private record Header(long oid, long serialSeen, long before, byte flags, int extra, int length, int checksum) {
        int size() {
            return HEADER + extra + length;
        }

        boolean isNew() {
            return serialSeen == 0 && before == PositionTable.NONE;
        }
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return newest.size() == 0;
    }

    /** Whether it has a record of the object. */
    public boolean contains(long oid) {
        return newest.get(oid) != PositionTable.NONE;
    }

    /** The object's newest record, with the serial that it replaces; or null. */
    public Revision revision(long oid) {
        long position = newest.get(oid);
        if (position == PositionTable.NONE) {
            return null;
        }
        Write write = write(position);
        return new Revision(write.serialSeen(), write.record(), write.lineage());
    }

    /** Whether the class of an object that is in it can merge. */
    public boolean canMerge(long oid) {
        return (header(newest.get(oid)).flags & CAN_MERGE) != 0;
    }

    /** Where the next entry goes. */
    public long end() {
        return file.end();
    }

    /**
     * Adds a record.
     *
     * @throws dev.odb.StorageFullException if the scratch file cannot be written
     */
    public void add(Write write, boolean canMerge) {
        byte[] record = write.record();
        byte[] extra = extra(write);
        byte[] header = new byte[HEADER + extra.length];
        ByteBuffer.wrap(header)
                .putLong(write.oid())
                .putLong(write.serialSeen())
                .putLong(newest.get(write.oid()))
                .put(canMerge ? CAN_MERGE : 0)
                .put((byte) extra.length)
                .putInt(record.length)
                .putInt(checksum(extra, record))
                .put(extra);
        long position = file.end();
        try {
            file.append(header, record);
        } catch (IOException e) {
            throw StorageMessages.spillFull(storage.location(), header.length + (long) record.length, e);
        }
        newest.put(write.oid(), position);
    }

    /** Gives every object with an entry from the position on once. */
    public void forEachSince(long position, Visitor visitor) {
        for (long at = position; at < file.end(); ) {
            Header header = header(at);
            if (header.before < position) {
                visitor.visit(header.oid, header.isNew());
            }
            at += header.size();
        }
    }

    /** Whether the object is new and its first entry stands at the position or after it. */
    public boolean isNewSince(long position, long oid) {
        long at = newest.get(oid);
        while (at >= position) {
            Header header = header(at);
            if (header.isNew()) {
                return true;
            }
            at = header.before;
        }
        return false;
    }

    /** Forgets every entry from the position on. */
    public void rewind(long position) {
        for (long at = position; at < file.end(); ) {
            Header header = header(at);
            if (header.before < position) {
                newest.put(header.oid, header.before);
            }
            at += header.size();
        }
        file.cut(position);
    }

    /** The newest records; valid until the next change. */
    public Writes writes() {
        long[] oids = new long[newest.size()];
        int[] count = {0};
        newest.forEach(oid -> oids[count[0]++] = oid);
        Arrays.sort(oids);
        long[] positions = new long[oids.length];
        long[] serials = new long[oids.length];
        int[] lengths = new int[oids.length];
        BitSet extended = new BitSet();
        // in the order of the file, which is read in large pieces then
        for (long at = 0; at < file.end(); ) {
            Header header = header(at);
            if (newest.get(header.oid) == at) {
                int i = Arrays.binarySearch(oids, header.oid);
                positions[i] = at;
                serials[i] = header.serialSeen;
                lengths[i] = header.length;
                if (header.extra > 0) {
                    extended.set(i);
                }
            }
            at += header.size();
        }
        return new SpilledWrites(this, oids, positions, serials, lengths, extended);
    }

    /** Forgets everything and removes the file. */
    @Override
    public void close() throws IOException {
        if (!file.isUnused()) {
            SpillFile old = file;
            newest = new PositionTable();
            file = new SpillFile(storage);
            old.close();
        }
    }

    Write write(long position) {
        Header header = header(position);
        byte[] extra = new byte[header.extra];
        byte[] record = new byte[header.length];
        try {
            file.read(position, header.size()).position(HEADER).get(extra).get(record);
        } catch (IOException e) {
            throw unreadable(position, e);
        }
        if (checksum(extra, record) != header.checksum) {
            throw unreadable(position, new IOException("the checksum of object " + header.oid + " is wrong"));
        }
        return header.extra == 0
                ? new Write(header.oid, header.serialSeen, record)
                : write(header, record, ByteBuffer.wrap(extra));
    }

    private static byte[] extra(Write write) {
        if (write.lineage() == null && write.dataSerial() == 0) {
            return PLAIN;
        }
        Lineage lineage = write.lineage();
        byte[] name = lineage == null ? PLAIN : lineage.version().getBytes(UTF_8);
        ByteBuffer extra = ByteBuffer.allocate(Long.BYTES + (lineage == null ? 0 : 2 * Long.BYTES + name.length));
        extra.putLong(write.dataSerial());
        if (lineage != null) {
            extra.putLong(lineage.nv()).putLong(lineage.pre()).put(name);
        }
        return extra.array();
    }

    private static Write write(Header header, byte[] record, ByteBuffer extra) {
        long dataSerial = extra.getLong();
        Lineage lineage = null;
        if (extra.hasRemaining()) {
            long nv = extra.getLong();
            long pre = extra.getLong();
            lineage = new Lineage(UTF_8.decode(extra).toString(), nv, pre);
        }
        return new Write(header.oid, header.serialSeen, record, dataSerial, lineage);
    }

    private Header header(long position) {
        try {
            ByteBuffer bytes = file.read(position, HEADER);
            return new Header(
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.get(),
                    bytes.get() & 0xff,
                    bytes.getInt(),
                    bytes.getInt());
        } catch (IOException e) {
            throw unreadable(position, e);
        }
    }

    private RuntimeException unreadable(long position, IOException cause) {
        return StorageMessages.spillUnreadable(storage.location(), position, cause);
    }

    private static int checksum(byte[] extra, byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(extra, 0, extra.length);
        crc.update(record, 0, record.length);
        return (int) crc.getValue();
    }
}
