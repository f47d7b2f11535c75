package dev.odb.core.storage;

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
        return 31 * (31 * formatId + Arrays.hashCode(globalId)) + Arrays.hashCode(qualifier);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalId) + ":" + hex.formatHex(qualifier);
    }
}
