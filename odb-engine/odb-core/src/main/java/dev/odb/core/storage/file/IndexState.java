package dev.odb.core.storage.file;

import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.local.ClassCatalog;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a saved index holds beside its pages.
 *
 * @param cut what the log means up to the index's position
 * @param classes the class catalog
 * @param directory of the pages
 */
record IndexState(LogCut cut, ClassCatalog classes, IndexDirectory directory) {
    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream target = new DataOutputStream(bytes);
        target.writeLong(cut.lastTid());
        target.writeLong(cut.oidEnd());
        target.writeLong(cut.packedTid());
        DecisionMarks.Cut marks = cut.marks();
        target.writeInt(marks.skipped());
        target.writeInt(marks.size());
        for (int i = 0; i < marks.size(); i++) {
            target.writeLong(marks.tids()[i]);
            target.writeLong(marks.groups()[i]);
        }
        target.writeInt(cut.undecided().length);
        for (long position : cut.undecided()) {
            target.writeLong(position);
        }
        if (!cut.byHand().isEmpty()) {
            writeByHand(target);
        }
        int nextId = classes.nextId();
        target.writeInt(nextId);
        for (int id = 1; id < nextId; id++) {
            byte[] description = classes.description(id);
            target.writeInt(description == null ? -1 : description.length);
            target.write(description == null ? new byte[0] : description);
        }
        directory.write(target);
        return bytes.toByteArray();
    }

    private void writeByHand(DataOutputStream target) throws IOException {
        target.writeInt(cut.byHand().size());
        for (HeuristicDecision decision : cut.byHand()) {
            ByteBuffer head = ByteBuffer.allocate(Entries.byHandSize(decision.id()) - Format.ENTRY_HEADER);
            Entries.writeByHandHead(head, decision);
            target.write(head.array());
        }
    }

    /** Reads it; {@link BufferUnderflowException} if it is not one. */
    static IndexState decode(byte[] bytes, long position, int version) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        long lastTid = source.getLong();
        long oidEnd = source.getLong();
        long packedTid = source.getLong();
        int skipped = source.getInt();
        int marks = count(source, 16);
        long[] tids = new long[marks];
        long[] groups = new long[marks];
        for (int i = 0; i < marks; i++) {
            tids[i] = source.getLong();
            groups[i] = source.getLong();
        }
        long[] undecided = new long[count(source, 8)];
        for (int i = 0; i < undecided.length; i++) {
            undecided[i] = source.getLong();
        }
        List<HeuristicDecision> byHand = version < IndexHeader.BY_HAND_VERSION ? List.of() : byHand(source);
        ClassCatalog classes = new ClassCatalog();
        int nextId = source.getInt();
        for (int id = 1; id < nextId; id++) {
            int length = source.getInt();
            if (length >= 0) {
                byte[] description = new byte[Math.min(length, source.remaining() + 1)];
                source.get(description);
                classes.add(id, description);
            }
        }
        DecisionMarks.Cut markCut = new DecisionMarks.Cut(tids, groups, marks, skipped);
        LogCut cut = new LogCut(position, lastTid, oidEnd, packedTid, markCut, undecided, byHand);
        return new IndexState(cut, classes, IndexDirectory.read(source));
    }

    private static List<HeuristicDecision> byHand(ByteBuffer source) {
        int count = count(source, 1);
        List<HeuristicDecision> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            decisions.add(EntryReader.byHand(source, source.get() == Format.COMMITTED));
        }
        return decisions;
    }

    private static int count(ByteBuffer source, int least) {
        int count = source.getInt();
        if (count < 0 || count > source.remaining() / least) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
