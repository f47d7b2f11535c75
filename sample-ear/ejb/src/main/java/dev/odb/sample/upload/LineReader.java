package dev.odb.sample.upload;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads lines of any length while holding at most {@link #LONGEST} bytes of one. For one thread. */
final class LineReader {
    /** In bytes, without the line's end. */
    static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final MessageDigest digest = Digests.sha256();
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long position;
    private long lines;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Passes over what an earlier request dealt with. */
    void skip(long bytes, long skippedLines) throws IOException {
        while (position < bytes) {
            if (!fill()) {
                throw new EOFException("The file ends after " + position + " bytes, " + bytes + " were sent before.");
            }
            consume((int) Math.min(to - from, bytes - position));
        }
        lines = skippedLines;
    }

    /** The next line, or null at the end. A file that ends without a line's end has a last line all the same. */
    Line next() throws IOException {
        if (!fill()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        while (fill()) {
            int end = indexOfNewline();
            int count = (end < 0 ? to : end) - from;
            if (length + count <= LONGEST + 1) { // room for a carriage return
                bytes.write(buffer, from, count);
            }
            length += count;
            consume(count);
            if (end >= 0) {
                consume(1);
                break;
            }
        }
        return line(bytes.toByteArray(), length);
    }

    private Line line(byte[] bytes, long length) {
        lines++;
        boolean isHeld = bytes.length == length;
        boolean hasReturn = isHeld && length > 0 && bytes[bytes.length - 1] == '\r';
        long textLength = hasReturn ? length - 1 : length;
        if (!isHeld || textLength > LONGEST) {
            return new Line(lines, textLength, null);
        }
        return new Line(lines, textLength, hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }

    /** Whether there is another line. */
    boolean hasNext() throws IOException {
        return fill();
    }

    /** Bytes read as lines or skipped. */
    long position() {
        return position;
    }

    /** Lines read or skipped. */
    long lines() {
        return lines;
    }

    /** Of the bytes up to the position. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This JVM's SHA-256 cannot tell its value in between.", e);
        }
    }

    private boolean fill() throws IOException {
        while (from == to) {
            int count = in.read(buffer);
            if (count < 0) {
                return false;
            }
            from = 0;
            to = count;
        }
        return true;
    }

    private void consume(int count) {
        digest.update(buffer, from, count);
        from += count;
        position += count;
    }

    private int indexOfNewline() {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
