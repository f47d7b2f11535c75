package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;

/**
 * The records of an entry, one behind the other. Behind a damaged header the next one is where from there on record follows
 * record exactly to the end of the entry: what is stored inside a record and looks like records is not taken for them. One
 * thread.
 */
final class RecordChain {
    private static final int BLOCK = 1 << 16;
    /** Nobody but an enemy writes an entry with so many places where a chain begins that does not reach the end. */
    private static final int MOST_ATTEMPTS = 1000;

    private final LogReader reader;

    RecordChain(LogReader reader) {
        this.reader = reader;
    }

    /**
     * All records that are not damaged.
     *
     * @param entry whose records they are
     * @param previous of a part, the one before
     * @param lost takes the damaged ones
     */
    Entry.PartEntry read(long entry, long previous, long start, long end, List<Lost> lost) throws IOException {
        LongStream.Builder oids = LongStream.builder();
        LongStream.Builder serials = LongStream.builder();
        LongStream.Builder positions = LongStream.builder();
        long position = start;
        long last = -1;
        while (position >= 0 && position < end) {
            RecordHeader header = header(position, end);
            if (header == null) {
                lost.add(new Lost(position, oid(position), false, last, "a record's header is damaged"));
                position = search(position + 1, end);
            } else {
                if (isContentWhole(header, position)) {
                    oids.add(header.oid());
                    serials.add(header.serialSeen());
                    positions.add(position);
                } else {
                    lost.add(new Lost(position, header.oid(), true, last, "the checksum of a record is wrong"));
                }
                position += header.size() + header.length();
                last = header.oid();
            }
        }
        return new Entry.PartEntry(
                entry,
                previous,
                oids.build().toArray(),
                serials.build().toArray(),
                positions.build().toArray());
    }

    /** The first place from which on record follows record to the end, or -1. */
    long search(long from, long end) throws IOException {
        int attempts = 0;
        for (long at = from; at <= end - Format.RECORD_HEADER && attempts < MOST_ATTEMPTS; at++) {
            if (header(at, end) != null) {
                if (reaches(at, end)) {
                    return at;
                }
                attempts++;
            }
        }
        return -1;
    }

    private boolean reaches(long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            RecordHeader header = header(at, end);
            if (header == null) {
                return false;
            }
            at += header.size() + header.length();
        }
        return true;
    }

    /** The header there, or null if there is none, or none of a record that fits. */
    private RecordHeader header(long position, long end) throws IOException {
        ByteBuffer fixed = find(position, RecordHeader.FIXED, end);
        try {
            if (fixed == null) {
                return null;
            }
            ByteBuffer whole = find(position, RecordHeader.size(fixed, position), end);
            RecordHeader header = whole == null ? null : RecordHeader.decode(whole, position);
            return header == null || header.length() > end - position - header.size() ? null : header;
        } catch (DamagedException e) {
            return null;
        }
    }

    private ByteBuffer find(long position, int length, long end) throws IOException {
        return length > end - position ? null : reader.find(position, length);
    }

    private boolean isContentWhole(RecordHeader header, long position) throws IOException {
        CRC32C crc = new CRC32C();
        long start = position + header.size();
        for (int done = 0; done < header.length(); done += BLOCK) {
            ByteBuffer piece = reader.find(start + done, Math.min(BLOCK, header.length() - done));
            if (piece == null) {
                return false;
            }
            crc.update(piece);
        }
        return (int) crc.getValue() == header.checksum();
    }

    private long oid(long position) throws IOException {
        ByteBuffer bytes = reader.find(position, Long.BYTES);
        return bytes == null ? 0 : bytes.getLong(0);
    }
}
