package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import java.nio.ByteBuffer;

/**
 * A group being built. Everything that costs time is encoded outside of any lock; {@link #decide} and {@link #seal} fill
 * in what only the append section knows. One thread at a time.
 */
final class Group {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int version;
    private int decisionAt = -1;
    private BatchImage batch;

    private Group(long size) {
        this(size, Format.COMMON_VERSION);
    }

    private Group(long size, int version) {
        this.version = version;
        bytes = new byte[(int) Format.align(Format.GROUP_HEADER + size)];
        buffer = ByteBuffer.wrap(bytes).position(Format.GROUP_HEADER);
    }

    /** A batch, and behind it its decision unless it is prepared under a name. */
    static Group batch(BatchImage image, BranchId branch) {
        boolean onePhase = branch == null;
        Group group = new Group(image.size() + (onePhase ? Entries.decisionSize(null) : 0), image.version());
        group.batch = image;
        image.write(group.buffer);
        if (onePhase) {
            group.startDecision(null);
        }
        return group;
    }

    /** A part of a batch. */
    static Group part(PartImage image) {
        Group group = new Group(image.size(), image.version());
        image.write(group.buffer);
        return group;
    }

    static Group decision(BranchId branch) {
        Group group = new Group(Entries.decisionSize(branch));
        group.startDecision(branch);
        return group;
    }

    /** A branch's decision, with its outcome, and that it was made by hand. */
    static Group decisionByHand(HeuristicDecision decision, long batchPosition) {
        BranchId branch = decision.id();
        Group group = new Group(Entries.decisionSize(branch) + Entries.byHandSize(branch), Format.BY_HAND_VERSION);
        group.startDecision(branch);
        group.decide(decision.committed() ? Format.COMMITTED : Format.ROLLED_BACK, decision.tid(), batchPosition);
        Entries.writeByHand(group.buffer, decision);
        return group;
    }

    /** Only that a branch was decided by hand. */
    static Group byHand(HeuristicDecision decision) {
        Group group = new Group(Entries.byHandSize(decision.id()), Format.BY_HAND_VERSION);
        Entries.writeByHand(group.buffer, decision);
        return group;
    }

    static Group forgotten(BranchId branch) {
        Group group = new Group(Format.ENTRY_HEADER + (long) Entries.branchSize(branch), Format.BY_HAND_VERSION);
        Entries.writeForgotten(group.buffer, branch);
        return group;
    }

    static Group classDescription(int id, byte[] description) {
        Group group = new Group(Format.ENTRY_HEADER + 8L + description.length);
        Entries.writeClass(group.buffer, id, description);
        return group;
    }

    static Group oids(long end) {
        Group group = new Group(Format.ENTRY_HEADER + 8L);
        Entries.writeOids(group.buffer, end);
        return group;
    }

    static Group packed(long tid) {
        Group group = new Group(Format.ENTRY_HEADER + 8L);
        Entries.writePacked(group.buffer, tid);
        return group;
    }

    /** No entries, only what is known forced. */
    static Group mark() {
        return new Group(0);
    }

    /** The bytes it takes in the log. */
    static long decisionSize(BranchId branch) {
        return Format.align(Format.GROUP_HEADER + Entries.decisionSize(branch));
    }

    static long markSize() {
        return Format.GROUP_HEADER;
    }

    /** That of the format, which the segment must have at least. */
    int version() {
        return version;
    }

    int size() {
        return bytes.length;
    }

    /** Fills in the decision; {@code batchPosition} is ignored for a group that brings its own batch. */
    void decide(byte outcome, long tid, long batchPosition) {
        Entries.finishDecision(buffer, decisionAt, outcome, tid, batchPosition);
    }

    /** Where the batch's or part's entry will stand if the group stands at the position. */
    static long batchPosition(long position) {
        return position + Format.GROUP_HEADER;
    }

    /** Where the batch's records will stand. */
    long[] recordPositions(long position) {
        return batch.recordPositions(batchPosition(position));
    }

    /** The finished bytes, with the key of the database. */
    ByteBuffer seal(int key, long position, long forced) {
        new GroupHeader(position, buffer.position() - Format.GROUP_HEADER, forced).encode(bytes, key);
        return ByteBuffer.wrap(bytes);
    }

    private void startDecision(BranchId branch) {
        decisionAt = buffer.position();
        Entries.startDecision(buffer, branch);
    }
}
