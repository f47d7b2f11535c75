package dev.odb.core.storage.file;

import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.local.ClassCatalog;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.HeuristicTable;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.PreparedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the log means: built by {@link Replay} at open, kept up to date by {@link CommitPath}. All of it can be found from
 * the log again; a {@link SavedIndex} is a shortcut to it.
 */
final class LogState {
    final ObjectIndex index;
    final PreparedTable<PreparedRecords> branches = new PreparedTable<>();
    final HeuristicTable byHand = new HeuristicTable();
    final ClassCatalog classes;
    final DecisionMarks marks;
    /** The newest appended tid. */
    long lastTid;
    /** No oid from here on was ever given out or written, but for written ones that {@link OidRanges} knows. */
    long oidEnd = 1;
    /** The newest transaction that was packed, 0 if none was. */
    volatile long packedTid;

    private final Map<Long, Entry.BatchEntry> undecided = new LinkedHashMap<>();

    /**
     * What a prepared branch commits.
     *
     * @param batch the position of its entry
     * @param positions of its records
     */
    record PreparedRecords(long batch, long[] positions) {
        /** Where the record of an object stands. */
        long position(Held<PreparedRecords> branch, long oid) {
            for (int i = 0; i < positions.length; i++) {
                if (branch.writes()[i] == oid) {
                    return positions[i];
                }
            }
            throw new IllegalArgumentException("branch " + branch.id() + " does not write object " + oid);
        }
    }

    /** That of an empty log. */
    LogState() {
        index = new ObjectIndex();
        classes = new ClassCatalog();
        marks = new DecisionMarks();
    }

    /**
     * As it was saved.
     *
     * @param undecided the batches without a decision, in the order of the log
     */
    LogState(IndexState saved, ObjectIndex index, List<Entry.BatchEntry> undecided) {
        this.index = index;
        classes = saved.classes();
        LogCut cut = saved.cut();
        marks = new DecisionMarks(cut.marks());
        lastTid = cut.lastTid();
        oidEnd = cut.oidEnd();
        packedTid = cut.packedTid();
        cut.byHand().forEach(this::decidedByHand);
        undecided.forEach(batch -> this.undecided.put(batch.position(), batch));
    }

    void apply(Entry entry, GroupHeader group) throws DamagedException {
        if (entry instanceof Entry.BatchEntry batch) {
            undecided.put(batch.position(), batch);
            oidEnd = Math.max(oidEnd, Oids.highest(batch.oids()) + 1);
        } else if (entry instanceof Entry.PartEntry part) {
            oidEnd = Math.max(oidEnd, Oids.highest(part.oids()) + 1);
        } else if (entry instanceof Entry.DecisionEntry decision) {
            decide(decision, group);
        } else if (entry instanceof Entry.ClassEntry description) {
            classes.add(description.id(), description.description());
        } else if (entry instanceof Entry.OidsEntry oids) {
            oidEnd = Math.max(oidEnd, oids.end());
        } else if (entry instanceof Entry.PackedEntry packed) {
            packedTid = Math.max(packedTid, packed.tid());
        } else if (entry instanceof Entry.ByHandEntry made) {
            decidedByHand(made.decision());
        } else if (entry instanceof Entry.ForgottenEntry forgotten) {
            byHand.forget(forgotten.branch());
        }
    }

    private void decidedByHand(HeuristicDecision decision) {
        byHand.add(decision);
        byHand.durable(decision.id());
    }

    /** Everything was applied: what is left undecided is in doubt. */
    void finish() {
        for (Entry.BatchEntry batch : undecided.values()) {
            if (batch.branch() != null) {
                long[] checks =
                        batch.checks().stream().mapToLong(check -> check.oid()).toArray();
                PreparedRecords records = new PreparedRecords(batch.position(), batch.positions());
                branches.hold(new Held<>(batch.branch(), batch.oids(), checks, batch.time(), records));
                branches.prepared(batch.branch());
            }
        }
        undecided.clear();
        // nothing may be left of the newest transactions
        lastTid = Math.max(lastTid, packedTid);
    }

    private void decide(Entry.DecisionEntry decision, GroupHeader group) throws DamagedException {
        Entry.BatchEntry batch = undecided.remove(decision.batch());
        if (batch == null) {
            throw new DamagedException(group.position(), "a decision names a batch that is not there");
        }
        if (!decision.committed()) {
            return;
        }
        if (decision.tid() <= lastTid) {
            throw new DamagedException(group.position(), "the tid of a decision is not above the one before");
        }
        lastTid = decision.tid();
        marks.add(lastTid, group.position());
        for (int i = 0; i < batch.oids().length; i++) {
            index.put(batch.oids()[i], lastTid, batch.positions()[i]);
        }
    }
}
