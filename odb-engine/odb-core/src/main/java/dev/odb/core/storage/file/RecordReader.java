package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/** Reads single records by position, each checked. Any thread. */
final class RecordReader implements BatchRecords {
    /** Read at once in the hope that the whole record is in it. */
    private static final int WINDOW = 1024;

    private final Log log;

    RecordReader(Log log) {
        this.log = log;
    }

    @Override
    public <T> T ask(Query<T> query, long position, long oid) {
        return query.of(this, position, oid);
    }

    /** The header alone. */
    RecordHeader header(long position, long oid) {
        try {
            ByteBuffer bytes = read(position, RecordHeader.LONGEST_PLAIN);
            if (bytes.limit() >= RecordHeader.FIXED && RecordHeader.size(bytes, position) > bytes.limit()) {
                bytes = read(position, RecordHeader.size(bytes, position));
            }
            return header(bytes, position, oid);
        } catch (DamagedException | IOException e) {
            throw unreadable(position, oid, e);
        }
    }

    /** How many bytes the record has, which are not read. */
    int length(long position, long oid) {
        RecordHeader header = header(position, oid);
        if (header.dataSerial() != 0) {
            try {
                return length(source(header, position, oid), oid);
            } catch (DamagedException e) {
                throw unreadable(position, oid, e);
            }
        }
        return header.rawLength() == 0 ? header.length() : header.rawLength();
    }

    /** The record's bytes. */
    byte[] content(long position, long oid) {
        try {
            ByteBuffer window = read(position, WINDOW);
            return content(window, header(window, position, oid), position);
        } catch (DamagedException | IOException e) {
            throw unreadable(position, oid, e);
        }
    }

    /** The revision there, which is of that serial. */
    Revision revision(long position, long oid, long serial) {
        try {
            ByteBuffer window = read(position, WINDOW);
            RecordHeader header = header(window, position, oid);
            return new Revision(serial, content(window, header, position), header.lineage());
        } catch (DamagedException | IOException e) {
            throw unreadable(position, oid, e);
        }
    }

    /** The record as it was written, with all its bytes. */
    Write write(long position, long oid) {
        try {
            ByteBuffer window = read(position, WINDOW);
            RecordHeader header = header(window, position, oid);
            byte[] content = content(window, header, position);
            return new Write(oid, header.serialSeen(), content, header.dataSerial(), header.lineage());
        } catch (DamagedException | IOException e) {
            throw unreadable(position, oid, e);
        }
    }

    private byte[] content(ByteBuffer window, RecordHeader header, long position) throws IOException, DamagedException {
        if (header.dataSerial() != 0) {
            return shared(header, position, header.oid());
        }
        byte[] content;
        if (header.size() + header.length() <= window.limit()) {
            content = Arrays.copyOfRange(window.array(), header.size(), header.size() + header.length());
        } else {
            content = rest(window, header, position);
        }
        if (Format.checksum(content, 0, content.length) != header.checksum()) {
            throw new DamagedException(position, "its checksum is wrong");
        }
        return header.rawLength() == 0 ? content : inflated(content, header, position);
    }

    private byte[] inflated(byte[] content, RecordHeader header, long position) throws DamagedException {
        SegmentHeader segment = log.segment(Positions.segment(position)).header;
        if (segment != null && segment.compression() == Format.COMPRESSION_NONE) {
            throw new DamagedException(position, "it is compressed, and its file has no compressed records");
        }
        try {
            return Deflate.inflate(content, header.rawLength());
        } catch (DataFormatException e) {
            throw new DamagedException(position, String.valueOf(e.getMessage()));
        }
    }

    private byte[] shared(RecordHeader header, long position, long oid) throws DamagedException {
        byte[] content = content(source(header, position, oid), oid);
        if (content.length == 0) {
            throw new DamagedException(
                    position, "revision " + header.dataSerial() + ", whose content it has, has none");
        }
        return content;
    }

    /** Where the bytes stand that a revision shares with an earlier one. */
    private long source(RecordHeader header, long position, long oid) throws DamagedException {
        long at = header.predecessor();
        long serial = header.serialSeen();
        while (at != 0 && serial != header.dataSerial()) {
            RecordHeader before = header(at, oid);
            at = before.predecessor();
            serial = before.serialSeen();
        }
        if (at == 0) {
            throw new DamagedException(
                    position, "revision " + header.dataSerial() + ", whose content it has, is not before it");
        }
        return at;
    }

    private byte[] rest(ByteBuffer window, RecordHeader header, long position) throws IOException, DamagedException {
        Segment segment = log.segment(Positions.segment(position));
        long end = Positions.offset(position) + header.size() + header.length();
        if (end > segment.allocated()) {
            throw new DamagedException(position, "the file ends before it");
        }
        byte[] content = new byte[header.length()];
        int known = window.limit() - header.size();
        System.arraycopy(window.array(), header.size(), content, 0, known);
        ByteBuffer target = ByteBuffer.wrap(content).position(known);
        readFully(segment, target, Positions.offset(position) + window.limit());
        if (target.hasRemaining()) {
            throw new DamagedException(position, "the file ends within it");
        }
        return content;
    }

    private static RecordHeader header(ByteBuffer buffer, long position, long oid) throws DamagedException {
        if (buffer.limit() < RecordHeader.FIXED || buffer.limit() < RecordHeader.size(buffer, position)) {
            throw new DamagedException(position, "the file ends within its header");
        }
        RecordHeader header = RecordHeader.decode(buffer, position);
        if (header.oid() != oid) {
            throw new DamagedException(position, "a record of object " + header.oid() + " stands there");
        }
        return header;
    }

    /** At most so many bytes; fewer at the end of the file. */
    private ByteBuffer read(long position, int length) throws IOException, DamagedException {
        Segment segment = log.segment(Positions.segment(position));
        if (segment == null) {
            throw new DamagedException(position, "there is no such file");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        readFully(segment, buffer, Positions.offset(position));
        return buffer.flip();
    }

    private static void readFully(Segment segment, ByteBuffer target, long offset) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (segment.file.read(target, offset + target.position() - start) < 0) {
                return;
            }
        }
    }

    private CorruptStorageException unreadable(long position, long oid, Exception cause) {
        if (cause instanceof ClosedChannelException) {
            throw new IllegalStateException("The storage in '" + log.files().location() + "' was closed.", cause);
        }
        return StorageMessages.damagedRecord(
                log.files().location(), Positions.describe(position), cause.getMessage(), oid, cause);
    }
}
