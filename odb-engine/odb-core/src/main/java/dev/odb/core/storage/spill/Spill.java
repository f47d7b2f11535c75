package dev.odb.core.storage.spill;

import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The newest record of every object that a transaction has put aside. It is a log, so that it can go back to any earlier
 * end. One thread.
 */
public final class Spill implements Closeable {
    private static final int HEADER = 33;
    private static final byte CAN_MERGE = 1;

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

    private record Header(long oid, long serialSeen, long before, byte flags, int length, int checksum) {
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
        return new Revision(write.serialSeen(), write.record());
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
        byte[] header = new byte[HEADER];
        ByteBuffer.wrap(header)
                .putLong(write.oid())
                .putLong(write.serialSeen())
                .putLong(newest.get(write.oid()))
                .put(canMerge ? CAN_MERGE : 0)
                .putInt(record.length)
                .putInt(checksum(record));
        long position = file.end();
        try {
            file.append(header, record);
        } catch (IOException e) {
            throw StorageMessages.spillFull(storage.location(), HEADER + (long) record.length, e);
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
            at += HEADER + header.length;
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
            at += HEADER + header.length;
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
        // in the order of the file, which is read in large pieces then
        for (long at = 0; at < file.end(); ) {
            Header header = header(at);
            if (newest.get(header.oid) == at) {
                int i = Arrays.binarySearch(oids, header.oid);
                positions[i] = at;
                serials[i] = header.serialSeen;
                lengths[i] = header.length;
            }
            at += HEADER + header.length;
        }
        return new SpilledWrites(this, oids, positions, serials, lengths);
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
        byte[] record = new byte[header.length];
        try {
            file.read(position, HEADER + header.length).position(HEADER).get(record);
        } catch (IOException e) {
            throw unreadable(position, e);
        }
        if (checksum(record) != header.checksum) {
            throw unreadable(position, new IOException("the checksum of object " + header.oid + " is wrong"));
        }
        return new Write(header.oid, header.serialSeen, record);
    }

    private Header header(long position) {
        try {
            ByteBuffer bytes = file.read(position, HEADER);
            return new Header(
                    bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.get(), bytes.getInt(), bytes.getInt());
        } catch (IOException e) {
            throw unreadable(position, e);
        }
    }

    private RuntimeException unreadable(long position, IOException cause) {
        return StorageMessages.spillUnreadable(storage.location(), position, cause);
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        return (int) crc.getValue();
    }
}
