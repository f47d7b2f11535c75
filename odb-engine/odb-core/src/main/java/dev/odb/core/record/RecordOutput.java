package dev.odb.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growable byte array with the elementary forms of the record format. */
final class RecordOutput {
    static final int LATIN1 = 0;
    static final int UTF8 = 1;
    static final int UTF16 = 2;

    private static final int SMALL = 512;
    private static final int KEPT = 1 << 20;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    RecordOutput() {
        this(SMALL);
    }

    /** For so many bytes at first. */
    RecordOutput(int expected) {
        bytes = new byte[expected];
    }

    /** Empties it; a very large array is let go. */
    void reset() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[SMALL];
        }
    }

    int size() {
        return size;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void putByte(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, lowest first; negative numbers take ten bytes. */
    void putVarlong(long value) {
        if (bytes.length - size < 10) {
            grow(10);
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putZigzag(long value) {
        putVarlong((value << 1) ^ (value >> 63));
    }

    void putFixed16(int value) {
        putByte(value >> 8);
        putByte(value);
    }

    void putFixed32(int value) {
        if (bytes.length - size < 4) {
            grow(4);
        }
        INTS.set(bytes, size, value);
        size += 4;
    }

    void putFixed64(long value) {
        if (bytes.length - size < 8) {
            grow(8);
        }
        LONGS.set(bytes, size, value);
        size += 8;
    }

    void putBytes(byte[] source) {
        if (bytes.length - size < source.length) {
            grow(source.length);
        }
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Length in bytes and form in one number, then the bytes: no string is changed, lone surrogates included. */
    void putString(String value) {
        int form = form(value);
        byte[] encoded =
                switch (form) {
                    case LATIN1 -> value.getBytes(StandardCharsets.ISO_8859_1);
                    case UTF8 -> value.getBytes(StandardCharsets.UTF_8);
                    default -> utf16(value);
                };
        putVarlong((long) encoded.length << 2 | form);
        putBytes(encoded);
    }

    private static int form(String value) {
        int all = 0;
        for (int i = 0; i < value.length(); i++) {
            all |= value.charAt(i);
        }
        return all < 0x100 ? LATIN1 : wellFormed(value) ? UTF8 : UTF16;
    }

    private static boolean wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static byte[] utf16(String value) {
        byte[] encoded = new byte[2 * value.length()];
        for (int i = 0; i < value.length(); i++) {
            encoded[2 * i] = (byte) (value.charAt(i) >> 8);
            encoded[2 * i + 1] = (byte) value.charAt(i);
        }
        return encoded;
    }

    private void grow(int more) {
        long wanted = Math.max((long) size + more, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
}
