package dev.odb.core.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a prepared batch: an XA branch's Xid as bytes. The arrays are not copied and must not be changed.
 *
 * @param formatId the Xid's format
 * @param globalId the global transaction's id, at most 64 bytes
 * @param qualifier the branch qualifier, at most 64 bytes
 */
public record BranchId(int formatId, byte[] globalId, byte[] qualifier) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Whether the other branch belongs to the same global transaction. */
    public boolean sameGlobal(BranchId other) {
        return formatId == other.formatId && Arrays.equals(globalId, other.globalId);
    }

    /**
     * The inverse of {@link #toString}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static BranchId parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is no <format>:<global id>:<qualifier>");
        }
        HexFormat hex = HexFormat.of();
        return new BranchId(Integer.parseInt(parts[0]), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId that && sameGlobal(that) && Arrays.equals(qualifier, that.qualifier);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * formatId + hash(globalId)) + hash(qualifier);
    }

    /** Eight bytes at a time: a transaction looks its branch up half a dozen times. */
    private static int hash(byte[] bytes) {
        long hash = bytes.length;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < bytes.length; at++) {
            hash = mix(hash ^ bytes[at]);
        }
        return (int) hash;
    }

    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalId) + ":" + hex.formatHex(qualifier);
    }
}
