package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import java.nio.ByteBuffer;

/** Encodes entries; {@link EntryReader} is the other half. */
final class Entries {
    private Entries() {}

    /** Fills in an entry's header, when its body has been written up to the buffer's position. */
    static void finish(ByteBuffer buffer, int at, byte kind, int flags, long length, int headLength) {
        buffer.put(at, kind).put(at + 1, (byte) flags).putShort(at + 2, (short) 0);
        buffer.putLong(at + 4, length).putInt(at + 12, headLength);
        sum(buffer, at, headLength);
    }

    private static void sum(ByteBuffer buffer, int at, int headLength) {
        buffer.putInt(at + 16, checksum(buffer, at, headLength));
    }

    /** Over the header without its last field, then the head. */
    static int checksum(ByteBuffer buffer, int at, int headLength) {
        var crc = new java.util.zip.CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset() + at, Format.ENTRY_HEADER - 4);
        crc.update(buffer.array(), buffer.arrayOffset() + at + Format.ENTRY_HEADER, headLength);
        return (int) crc.getValue();
    }

    static void writeClass(ByteBuffer buffer, int id, byte[] description) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        buffer.putInt(id).putInt(description.length).put(description);
        int length = 8 + description.length;
        finish(buffer, at, Format.CLASS, 0, length, length);
    }

    static void writeOids(ByteBuffer buffer, long end) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        buffer.putLong(end);
        finish(buffer, at, Format.OIDS, 0, 8, 8);
    }

    static void writePacked(ByteBuffer buffer, long tid) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        buffer.putLong(tid);
        finish(buffer, at, Format.PACKED, 0, 8, 8);
    }

    static int byHandSize(BranchId branch) {
        return Format.ENTRY_HEADER + 25 + branchSize(branch);
    }

    static void writeByHand(ByteBuffer buffer, HeuristicDecision decision) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        writeByHandHead(buffer, decision);
        int length = byHandSize(decision.id()) - Format.ENTRY_HEADER;
        finish(buffer, at, Format.BY_HAND, 0, length, length);
    }

    static void writeByHandHead(ByteBuffer buffer, HeuristicDecision decision) {
        buffer.put(decision.committed() ? Format.COMMITTED : Format.ROLLED_BACK).putLong(decision.tid());
        buffer.putLong(decision.since().toEpochMilli())
                .putLong(decision.decided().toEpochMilli());
        writeBranch(buffer, decision.id());
    }

    static void writeForgotten(ByteBuffer buffer, BranchId branch) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        writeBranch(buffer, branch);
        finish(buffer, at, Format.FORGOTTEN, 0, branchSize(branch), branchSize(branch));
    }

    static int decisionSize(BranchId branch) {
        return Format.ENTRY_HEADER + 17 + (branch == null ? 0 : branchSize(branch));
    }

    /** Writes a decision whose outcome, tid and batch are filled in later. */
    static void startDecision(ByteBuffer buffer, BranchId branch) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER + 17);
        if (branch != null) {
            writeBranch(buffer, branch);
        }
        int length = decisionSize(branch) - Format.ENTRY_HEADER;
        finish(buffer, at, Format.DECISION, branch == null ? 0 : Format.FLAG_BRANCH, length, length);
    }

    static void finishDecision(ByteBuffer buffer, int at, byte outcome, long tid, long batchPosition) {
        int body = at + Format.ENTRY_HEADER;
        buffer.put(body, outcome).putLong(body + 1, tid).putLong(body + 9, batchPosition);
        sum(buffer, at, buffer.getInt(at + 12));
    }

    static int branchSize(BranchId branch) {
        return 6 + branch.globalId().length + branch.qualifier().length;
    }

    static void writeBranch(ByteBuffer buffer, BranchId branch) {
        buffer.putInt(branch.formatId());
        buffer.put((byte) branch.globalId().length).put(branch.globalId());
        buffer.put((byte) branch.qualifier().length).put(branch.qualifier());
    }
}
