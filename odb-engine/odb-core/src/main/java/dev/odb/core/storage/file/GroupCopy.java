package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Writes;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.IntStream;

/** Writes what was in one log into another and keeps the state that the other one means, as opening it would. One thread. */
final class GroupCopy {
    private final PackTarget target;
    private final LogState state;
    private final int groupKey;
    private final FileSettings settings;

    /**
     * Begins anywhere.
     *
     * @param state what the target means so far
     * @param groupKey of its database
     * @param settings say which batches are written in parts, and whether records are compressed
     */
    GroupCopy(PackTarget target, LogState state, int groupKey, FileSettings settings) {
        this.target = target;
        this.state = state;
        this.groupKey = groupKey;
        this.settings = settings;
    }

    /** Appends a group of one entry. */
    void append(Group group, Entry entry) throws IOException, DamagedException {
        state.apply(entry, write(group, target.claim(group)));
    }

    /** Appends a committed transaction as one in one phase. */
    void transaction(long tid, Batch batch, Instant time) throws IOException, DamagedException {
        Group group = Group.batch(image(batch, null, time), null);
        long position = target.claim(group);
        group.decide(Format.COMMITTED, tid, Group.batchPosition(position));
        GroupHeader header = write(group, position);
        Entry.BatchEntry copy = entry(null, batch, time, group, position);
        state.apply(copy, header);
        state.apply(new Entry.DecisionEntry(true, tid, copy.position(), null), header);
    }

    /** Appends a branch in doubt. */
    Entry.BatchEntry prepared(BranchId branch, Batch batch, Instant time) throws IOException, DamagedException {
        Group group = Group.batch(image(batch, branch, time), branch);
        long position = target.claim(group);
        GroupHeader header = write(group, position);
        Entry.BatchEntry copy = entry(branch, batch, time, group, position);
        state.apply(copy, header);
        return copy;
    }

    private GroupHeader write(Group group, long position) throws IOException {
        target.append(group.seal(groupKey, position, 0));
        return new GroupHeader(position, group.size() - Format.GROUP_HEADER, 0);
    }

    /** Lays a batch out; the records of a large one are in the log when it returns. */
    private BatchImage image(Batch batch, BranchId branch, Instant time) throws IOException {
        RecordWriter recordWriter = new RecordWriter(state.index::position, settings.compress());
        PartWriter.Parts parts = null;
        if (PartWriter.needed(batch.writes(), settings.partSize())) {
            parts = new PartWriter<IOException>(settings.partSize(), recordWriter, group -> {
                        long position = target.claim(group);
                        write(group, position);
                        return position;
                    })
                    .write(batch.writes());
        }
        return new BatchImage(batch, parts, branch, time.toEpochMilli(), recordWriter);
    }

    private static Entry.BatchEntry entry(BranchId branch, Batch batch, Instant time, Group group, long position) {
        Writes writes = batch.writes();
        return new Entry.BatchEntry(
                Group.batchPosition(position),
                branch,
                time,
                batch.metadata(),
                batch.checks(),
                writes.oids(),
                IntStream.range(0, writes.size()).mapToLong(writes::serialSeen).toArray(),
                group.recordPositions(position));
    }
}
