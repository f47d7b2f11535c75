package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A page of the index as bytes. Objects that are made together have neighbouring oids, the same serial and records one behind
 * the other, so each serial and position is written as its difference to the one before: mostly three bytes an object, where
 * in memory it has sixteen.
 */
final class IndexPage {
    /** A number takes so many bytes at most. */
    private static final int LONGEST = 10;

    /** No page is longer. */
    static final int CAPACITY = ObjectIndex.PAGE_SIZE * 2 * LONGEST;

    private IndexPage() {}

    /** Puts serials and positions, up to the last object that there is. */
    static void encode(long[] heads, ByteBuffer target) {
        int end = heads.length;
        while (end > 0 && heads[end - 2] == 0) {
            end -= 2;
        }
        long serial = 0;
        long position = 0;
        for (int i = 0; i < end; i += 2) {
            if (heads[i] == 0) {
                put(target, 0);
            } else {
                put(target, 1 + zigzag(heads[i] - serial));
                put(target, zigzag(heads[i + 1] - position));
                serial = heads[i];
                position = heads[i + 1];
            }
        }
    }

    /**
     * Takes them from all that the buffer has.
     *
     * @throws IOException if it is no page
     */
    static long[] decode(ByteBuffer source) throws IOException {
        long[] heads = new long[2 * ObjectIndex.PAGE_SIZE];
        long serial = 0;
        long position = 0;
        try {
            for (int i = 0; source.hasRemaining(); i += 2) {
                if (i == heads.length) {
                    throw new IOException("it has too many objects");
                }
                long coded = take(source);
                if (coded != 0) {
                    serial += unzigzag(coded - 1);
                    position += unzigzag(take(source));
                    heads[i] = serial;
                    heads[i + 1] = position;
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("it ends within a number", e);
        }
        return heads;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long coded) {
        return coded >>> 1 ^ -(coded & 1);
    }

    /** Seven bits a byte, lowest first. */
    private static void put(ByteBuffer target, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }

    private static long take(ByteBuffer source) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 7 * LONGEST; shift += 7) {
            byte next = source.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }
}
