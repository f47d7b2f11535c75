package dev.odb.core.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what Narayana, the transaction manager of WildFly and others, writes into its Xids: its format, and behind the
 * transaction's number of 28 bytes in the global id the identifier of the node that coordinates it.
 */
public final class NarayanaXid {
    private static final int FORMAT = 131077;
    private static final int NUMBER = 28;

    private NarayanaXid() {}

    /** The node's identifier, or empty if the Xid is of another form. */
    public static String node(BranchId id) {
        byte[] global = id.globalId();
        if (id.formatId() != FORMAT || global.length <= NUMBER) {
            return "";
        }
        String node = new String(Arrays.copyOfRange(global, NUMBER, global.length), StandardCharsets.UTF_8);
        return node.chars().allMatch(c -> c > ' ' && c < 127) ? node : "";
    }
}
