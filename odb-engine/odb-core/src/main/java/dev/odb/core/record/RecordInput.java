package dev.odb.core.record;

import dev.odb.OdbException;
import dev.odb.spi.Managed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the elementary forms of the record format. Every length is checked against the bytes that are left before
 * anything is allocated for it.
 */
final class RecordInput {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int position;
    private String subject;
    private Managed object;

    /** @param subject what the bytes are, for messages */
    RecordInput(byte[] bytes, String subject) {
        this.bytes = bytes;
        this.subject = subject;
    }

    void subject(String name) {
        subject = name;
    }

    /** The object whose record it is. */
    void subject(Managed of) {
        object = of;
    }

    String subject() {
        return object == null
                ? subject
                : "object " + object.$odb_oid() + " of " + object.getClass().getName();
    }

    OdbException corrupt(String what) {
        return RecordMessages.corrupt(subject(), what, position, bytes.length);
    }

    int remaining() {
        return bytes.length - position;
    }

    void end() {
        if (position != bytes.length) {
            throw corrupt(remaining() + " bytes are left after the last value");
        }
    }

    private void need(int count) {
        if (count > bytes.length - position) {
            throw corrupt("it is cut off");
        }
    }

    byte readByte() {
        if (position == bytes.length) {
            throw corrupt("it is cut off");
        }
        return bytes[position++];
    }

    /** The byte that {@link #readByte} would give; there must be one. */
    byte peekByte() {
        return bytes[position];
    }

    boolean readBoolean() {
        byte value = readByte();
        if (value >>> 1 != 0) {
            throw corrupt("a truth value is " + value);
        }
        return value != 0;
    }

    long readVarlong() {
        byte[] from = bytes;
        int at = position;
        // most numbers have one to three bytes
        if (from.length - at >= 3) {
            int value = from[at];
            if (value >= 0) {
                position = at + 1;
                return value;
            }
            value = value & 0x7F | from[at + 1] << 7;
            if (value >= 0) {
                position = at + 2;
                return value;
            }
            value = value & 0x3FFF | from[at + 2] << 14;
            if (value >= 0) {
                position = at + 3;
                return value;
            }
        }
        return readLongVarlong();
    }

    private long readLongVarlong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw corrupt("a number has no end");
    }

    long readZigzag() {
        long value = readVarlong();
        return (value >>> 1) ^ -(value & 1);
    }

    int readInt() {
        return (int) ranged(readZigzag(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    long ranged(long value, long least, long most) {
        if (value < least || value > most) {
            throw corrupt("the number " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /** A number from 0. */
    int readVarint() {
        return (int) ranged(readVarlong(), 0, Integer.MAX_VALUE);
    }

    /** A count of things that take at least so many bytes each. */
    int readCount(int bytesEach) {
        long count = readVarlong();
        if (count < 0 || count > remaining() / bytesEach) {
            throw corrupt("the count " + Long.toUnsignedString(count) + " does not fit into the " + remaining()
                    + " bytes that are left");
        }
        return (int) count;
    }

    int readFixed16() {
        need(2);
        position += 2;
        return (bytes[position - 2] & 0xFF) << 8 | bytes[position - 1] & 0xFF;
    }

    int readFixed32() {
        need(4);
        position += 4;
        return (int) INTS.get(bytes, position - 4);
    }

    long readFixed64() {
        need(8);
        position += 8;
        return (long) LONGS.get(bytes, position - 8);
    }

    byte[] readBytes(int count) {
        need(count);
        byte[] value = new byte[count];
        System.arraycopy(bytes, position, value, 0, count);
        position += count;
        return value;
    }

    String readString() {
        long header = readVarlong();
        long length = header >>> 2;
        if (length > remaining()) {
            throw corrupt(
                    "a string of " + length + " bytes does not fit into the " + remaining() + " bytes that are left");
        }
        int start = position;
        position += (int) length;
        return switch ((int) header & 3) {
            case RecordOutput.LATIN1 -> new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
            case RecordOutput.UTF8 -> new String(bytes, start, (int) length, StandardCharsets.UTF_8);
            case RecordOutput.UTF16 -> utf16(start, (int) length);
            default -> throw corrupt("a string has an unknown form");
        };
    }

    private String utf16(int start, int length) {
        if (length % 2 != 0) {
            throw corrupt("a string of two-byte characters has " + length + " bytes");
        }
        char[] chars = new char[length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((bytes[start + 2 * i] & 0xFF) << 8 | bytes[start + 2 * i + 1] & 0xFF);
        }
        return new String(chars);
    }
}
