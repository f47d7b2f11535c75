package dev.odb.core.copy;

import dev.odb.ImportException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads the parts of an export and compares their checksums. A length is believed only as far as bytes follow: memory is
 * taken for what has been read, never for what is announced.
 */
final class ExportInput {
    private static final int PIECE = 1 << 16;

    private final CRC32C checksum = new CRC32C();
    private final DataInputStream in;
    private final byte[] piece = new byte[PIECE];
    private long position;

    ExportInput(InputStream in) {
        this.in = new DataInputStream(new CheckedInputStream(in, checksum));
    }

    int readKind() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            throw corrupt("it ends without an end");
        }
        position++;
        return kind;
    }

    int readInt() throws IOException {
        return (int) readNumber(4);
    }

    long readLong() throws IOException {
        return readNumber(8);
    }

    private long readNumber(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | readKind();
        }
        return value;
    }

    /** So many bytes, at most the limit. */
    byte[] readBytes(int length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw corrupt("a part of it claims to have " + Integer.toUnsignedString(length) + " bytes");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(length, PIECE));
        copy(length, bytes);
        return bytes.toByteArray();
    }

    /** Copies so many bytes. */
    void copy(long length, OutputStream to) throws IOException {
        long left = length;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(PIECE, left));
            if (read < 0) {
                throw corrupt("it is cut off");
            }
            position += read;
            left -= read;
            to.write(piece, 0, read);
        }
    }

    /** Ends a part. */
    void end() throws IOException {
        int expected = (int) checksum.getValue();
        try {
            if (in.readInt() != expected) {
                throw corrupt("the checksum of what stands before is wrong");
            }
        } catch (EOFException e) {
            throw corrupt("it is cut off");
        }
        position += 4;
        checksum.reset();
    }

    /** How many bytes were read. */
    long position() {
        return position;
    }

    ImportException corrupt(String what) {
        return CopyMessages.notImported(position, what, null);
    }
}
