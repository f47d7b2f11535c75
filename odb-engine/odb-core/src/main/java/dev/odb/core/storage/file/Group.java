package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import java.nio.ByteBuffer;

/**
 * A group being built. Everything that costs time is encoded outside of any lock; {@link #decide} and {@link #seal} fill
 * in what only the append section knows. One thread at a time.
 */
final class Group {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int decisionAt = -1;
    private BatchImage batch;

    private Group(long size) {
        bytes = new byte[(int) Format.align(Format.GROUP_HEADER + size)];
        buffer = ByteBuffer.wrap(bytes).position(Format.GROUP_HEADER);
    }

    /** A batch, and behind it its decision unless it is prepared under a name. */
    static Group batch(BatchImage image, BranchId branch) {
        boolean onePhase = branch == null;
        Group group = new Group(image.size() + (onePhase ? Entries.decisionSize(null) : 0));
        group.batch = image;
        image.write(group.buffer);
        if (onePhase) {
            group.startDecision(null);
        }
        return group;
    }

    /** A part of a batch. */
    static Group part(PartImage image) {
        Group group = new Group(image.size());
        image.write(group.buffer);
        return group;
    }

    static Group decision(BranchId branch) {
        Group group = new Group(Entries.decisionSize(branch));
        group.startDecision(branch);
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
