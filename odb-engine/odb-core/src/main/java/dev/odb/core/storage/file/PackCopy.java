package dev.odb.core.storage.file;

import dev.odb.PackProgress.Phase;
import dev.odb.PackReport.Contents;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ForwardingWrites;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.local.Held;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;

/**
 * Writes what stays of a log into another one, and builds the state that the other one means as opening it would. The
 * index of that state has, to begin with, the records that were current at the pack time, at their old positions. One
 * thread.
 */
final class PackCopy {
    private static final int FEW = 1000;

    private final OpenLog old;
    private final LogState next;
    private final PackedVersions versions;
    private final PackTarget target;
    private final GroupCopy groups;
    private final long upTo;
    private final ObjLongConsumer<Phase> progress;
    /** Batches that were copied before their decisions, by their old positions. */
    private final Map<Long, Entry.BatchEntry> undecided = new HashMap<>();

    /** Those made after the pack time. */
    private long objects;

    private long revisionsBefore;
    private long revisionsAfter;
    private long transactionsBefore;
    private long transactionsAfter;

    PackCopy(
            OpenLog old,
            LogState next,
            PackedVersions versions,
            PackTarget target,
            long upTo,
            FileSettings settings,
            ObjLongConsumer<Phase> progress) {
        this.old = old;
        this.next = next;
        this.versions = versions;
        this.target = target;
        this.groups = new GroupCopy(target, next, old.log().groupKey(), settings);
        this.upTo = upTo;
        this.progress = progress;
    }

    /** The beginning: says up to where the log is packed. */
    void begin(long packedTid) throws IOException, DamagedException {
        if (packedTid > 0) {
            groups.append(Group.packed(packedTid), new Entry.PackedEntry(packedTid));
        }
    }

    /** Copies from the beginning to a position, each batch with its decision; then the branches undecided there. */
    void copy(long from, CommitPath.Cut cut) throws IOException, DamagedException {
        LogScan scan = new LogScan(old.log());
        Map<BranchId, Entry.ByHandEntry> byHand = new LinkedHashMap<>();
        scan.run(from, cut.end(), (entry, batch) -> {
            if (entry instanceof Entry.DecisionEntry decision) {
                if (decision.committed()) {
                    transaction(decision, batch);
                }
            } else if (entry instanceof Entry.ByHandEntry made) {
                byHand.put(made.decision().id(), made);
            } else if (entry instanceof Entry.ForgottenEntry forgotten) {
                byHand.remove(forgotten.branch());
            } else {
                other(entry);
            }
        });
        for (Entry.ByHandEntry made : byHand.values()) {
            other(made);
        }
        for (Held<LogState.PreparedRecords> branch : cut.undecided()) {
            prepared(scan.batch(branch.content().batch()));
        }
    }

    /** Copies on, everything at its place. */
    void copyOn(long from, long to) throws IOException, DamagedException {
        new LogScan(old.log()).run(from, to, (entry, batch) -> {
            if (entry instanceof Entry.DecisionEntry decision) {
                Entry.BatchEntry copied = undecided.remove(decision.batch());
                if (copied != null) {
                    decision(decision, copied);
                } else if (decision.committed()) {
                    transaction(decision, batch);
                }
            } else if (entry instanceof Entry.BatchEntry prepared && prepared.branch() != null) {
                prepared(prepared);
            } else {
                other(entry);
            }
        });
    }

    /** The end: no oid below it is given out again. */
    void finish(long oidEnd) throws IOException, DamagedException {
        groups.append(Group.oids(oidEnd), new Entry.OidsEntry(oidEnd));
        next.finish();
    }

    /** What there was. */
    Contents before(long bytes, long packedObjects) {
        return new Contents(bytes, packedObjects + objects, revisionsBefore, transactionsBefore);
    }

    /** What there is. */
    Contents after(long packedObjects) {
        return new Contents(target.size(), packedObjects + objects, revisionsAfter, transactionsAfter);
    }

    private void other(Entry entry) throws IOException, DamagedException {
        if (entry instanceof Entry.ClassEntry description) {
            groups.append(Group.classDescription(description.id(), description.description()), description);
        } else if (entry instanceof Entry.ByHandEntry made) {
            groups.append(Group.byHand(made.decision()), made);
        } else if (entry instanceof Entry.ForgottenEntry forgotten) {
            groups.append(Group.forgotten(forgotten.branch()), forgotten);
        }
    }

    private void transaction(Entry.DecisionEntry decision, Entry.BatchEntry batch)
            throws IOException, DamagedException {
        progress.accept(Phase.KEEP, batch.position());
        boolean packed = decision.tid() <= upTo;
        Batch kept = new Batch(writes(batch, packed), batch.checks(), batch.metadata());
        transactionsBefore++;
        revisionsBefore += batch.oids().length;
        if (packed && kept.writes().isEmpty()) {
            return;
        }
        if (!packed) {
            countNew(batch.oids());
        }
        transactionsAfter++;
        revisionsAfter += kept.writes().size();
        groups.transaction(decision.tid(), kept, batch.time());
    }

    private void prepared(Entry.BatchEntry batch) throws IOException, DamagedException {
        Batch kept = new Batch(writes(batch, false), batch.checks(), batch.metadata());
        undecided.put(batch.position(), groups.prepared(batch.branch(), kept, batch.time()));
    }

    private void decision(Entry.DecisionEntry decision, Entry.BatchEntry batch) throws IOException, DamagedException {
        Group group = Group.decision(batch.branch());
        byte outcome = decision.committed() ? Format.COMMITTED : Format.ROLLED_BACK;
        group.decide(outcome, decision.tid(), batch.position());
        if (decision.committed()) {
            countNew(batch.oids());
            transactionsBefore++;
            transactionsAfter++;
            revisionsBefore += batch.oids().length;
            revisionsAfter += batch.oids().length;
        }
        groups.append(
                group, new Entry.DecisionEntry(decision.committed(), decision.tid(), batch.position(), batch.branch()));
    }

    /** What is kept; its records are read once if they are few, else each time they are needed. */
    private Writes writes(Entry.BatchEntry batch, boolean packed) {
        int[] kept = IntStream.range(0, batch.oids().length)
                .filter(i -> !packed || versions.keeps(batch.oids()[i], batch.positions()[i]))
                .toArray();
        Entry.BatchEntry part = new Entry.BatchEntry(
                batch.position(),
                batch.branch(),
                batch.time(),
                batch.metadata(),
                batch.checks(),
                IntStream.of(kept).mapToLong(i -> batch.oids()[i]).toArray(),
                IntStream.of(kept)
                        .mapToLong(i -> packed ? versions.serialSeen(batch.oids()[i]) : batch.serials()[i])
                        .toArray(),
                IntStream.of(kept).mapToLong(i -> batch.positions()[i]).toArray());
        Writes writes = new PackedWrites(part, packed);
        return kept.length > FEW ? writes : Writes.of(List.copyOf(writes));
    }

    /** With their own bytes, since those of earlier revisions may go. */
    private final class PackedWrites extends ForwardingWrites {
        private final Entry.BatchEntry batch;
        private final Writes writes;
        private final boolean packed;

        PackedWrites(Entry.BatchEntry batch, boolean packed) {
            this.batch = batch;
            this.packed = packed;
            writes = new BatchWrites(batch, old.records());
        }

        @Override
        protected Writes originals() {
            return writes;
        }

        @Override
        public Write get(int index) {
            Write write = writes.get(index);
            return new Write(write.oid(), write.serialSeen(), write.record(), 0, remaining(index, write.lineage()));
        }

        @Override
        public long dataSerial(int index) {
            return 0;
        }

        @Override
        public Lineage lineage(int index) {
            return remaining(index, writes.lineage(index));
        }

        private Lineage remaining(int index, Lineage lineage) {
            return versions.remaining(batch.oids()[index], batch.positions()[index], lineage, packed);
        }
    }

    private void countNew(long[] oids) {
        for (long oid : oids) {
            objects += next.index.head(oid) == null ? 1 : 0;
        }
    }
}
