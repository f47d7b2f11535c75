package dev.odb.core.object;

import dev.odb.OtherResources;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import dev.odb.core.transaction.RecordResolver;
import dev.odb.queue.PageGroup;
import dev.odb.queue.QueueStripe;
import dev.odb.queue.StoredQueue;
import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * The states that undo has given objects in one transaction, as records: they lie over the snapshot and are written as
 * they are unless the application changes the object as well. Works on bytes; a class is needed only to merge. Belongs to
 * its change set.
 */
final class Undo {
    private static final long ROOT_DIRECTORY = 0;

    /** Whoever sends a task relies on them without looking. */
    private static final Set<String> STRUCTURE =
            Set.of(StoredQueue.class.getName(), QueueStripe.class.getName(), PageGroup.class.getName());

    private final Workspace workspace;
    private final DatabaseContext database;
    private final RecordResolver resolver;
    private final Map<Long, Write> undone = new HashMap<>();
    /** Objects whose creation was undone, with their serials. */
    private final Map<Long, Long> uncreated = new HashMap<>();
    /** By object the transactions of which something was undone that it had changed; also what a savepoint has given up again. */
    private final Map<Long, Set<Long>> by = new HashMap<>();

    Undo(Workspace workspace, DatabaseContext database, RecordResolver resolver) {
        this.workspace = workspace;
        this.database = database;
        this.resolver = resolver;
    }

    /** An object that is in the way of an undo, and why. */
    record Obstacle(long oid, String type, String reason) {}

    /** What it had done at a savepoint. */
    record Mark(Map<Long, Write> undone, Map<Long, Long> uncreated) {
        static final Mark NOTHING = new Mark(Map.of(), Map.of());
    }

    /** One object's new state, or its obstacle. */
    private record Step(Write write, String obstacle) {
        static Step refused(String why) {
            return new Step(null, why);
        }
    }

    /** Undoes all of the transactions, in that order, or none. */
    void undo(OtherResources others, long... tids) {
        LongPredicate changed = workspace.changes().changedOids();
        Map<Long, Write> before = new HashMap<>(undone);
        Map<Long, Long> uncreatedBefore = new HashMap<>(uncreated);
        boolean done = false;
        try {
            for (long tid : tids) {
                undo(transaction(tid, others), changed);
            }
            done = true;
        } finally {
            if (!done) {
                undone.clear();
                undone.putAll(before);
                uncreated.clear();
                uncreated.putAll(uncreatedBefore);
            }
        }
        uncreated.forEach(workspace.changes().reads()::verify);
        countReads(workspace.changes().reads());
        // not what an earlier call undid: the application may have changed it since
        forEachKnown((copies, object) -> {
            if (undone.get(object.$odb_oid()) != before.get(object.$odb_oid())) {
                copies.ghost(object);
            }
        });
    }

    private CommittedTransaction transaction(long tid, OtherResources others) {
        long snapshot = workspace.snapshot();
        long packed = database.storage().packedTid();
        if (tid > 0 && tid <= packed) {
            throw ObjectMessages.undoPacked(tid, packed);
        }
        Iterator<CommittedTransaction> found = database.storage().transactions(tid, Math.min(tid, snapshot));
        if (!found.hasNext()) {
            throw ObjectMessages.undoUnknown(tid, snapshot);
        }
        CommittedTransaction transaction = found.next();
        if (transaction.metadata().otherResources() && others == OtherResources.REFUSED) {
            throw ObjectMessages.undoOthers(tid);
        }
        return transaction;
    }

    private void undo(CommittedTransaction transaction, LongPredicate changed) {
        List<Obstacle> obstacles = new ArrayList<>();
        for (Write write : transaction.writes()) {
            if (!write.tombstone()
                    && database.catalog()
                            .get(RecordInfo.classId(write.record()))
                            .position()) {
                continue;
            }
            Revision current = workspace.revisions().find(write.oid());
            Step step = changed.test(write.oid())
                    ? Step.refused("it has been changed in this transaction already; commit that first")
                    : step(transaction.tid(), write, current);
            if (step.obstacle != null) {
                obstacles.add(new Obstacle(write.oid(), type(write.record()), step.obstacle));
            } else {
                undone.put(write.oid(), step.write);
                by.computeIfAbsent(write.oid(), oid -> new TreeSet<>()).add(transaction.tid());
                if (write.serialSeen() == 0) {
                    uncreated.put(write.oid(), current.serial());
                }
            }
        }
        if (!obstacles.isEmpty()) {
            throw ObjectMessages.undoBlocked(transaction.tid(), obstacles);
        }
    }

    private Step step(long tid, Write write, Revision current) {
        long oid = write.oid();
        if (current == null) {
            return Step.refused("it is no longer stored");
        }
        if (STRUCTURE.contains(type(write.record()))) {
            return Step.refused("it is a part of a task queue that stays once it was made");
        }
        boolean same = Arrays.equals(current.record(), write.record());
        if (write.serialSeen() == 0) {
            return created(oid, same, current);
        }
        Revision previous = database.storage().load(oid, write.serialSeen());
        if (previous == null || previous.serial() != write.serialSeen()) {
            return Step.refused("the state before it is no longer stored");
        }
        if (!same && Arrays.equals(previous.record(), write.record())) {
            return Step.refused(later(oid, current));
        }
        if (same && current.serial() != tid && uncreated(oid, current)) {
            return Step.refused("its creation was undone, or its same state was stored again");
        }
        byte[] record =
                same ? previous.record() : resolver.resolve(oid, write.record(), current.record(), previous.record());
        return record == null
                ? Step.refused(later(oid, current) + " and the two changes cannot be merged")
                : new Step(new Write(oid, current.serial(), record, same ? previous.serial() : 0), null);
    }

    /**
     * A created object is left to whoever refers to it now, which nobody does if this transaction's other objects were
     * those that referred to it. If it was changed since, it cannot just be lost. Its state is stored a second time: that
     * says that its creation was undone, so that nothing changes it unseen before the redo, which needs it as it was.
     */
    private Step created(long oid, boolean same, Revision current) {
        if (oid == ROOT_DIRECTORY) {
            return Step.refused("it is the root directory, which the database was made with");
        }
        return same
                ? new Step(new Write(oid, current.serial(), current.record(), current.serial()), null)
                : Step.refused("it was made then, and " + later(oid, current));
    }

    private boolean uncreated(long oid, Revision current) {
        if (undone.containsKey(oid)) {
            return uncreated.containsKey(oid);
        }
        Revision previous = database.storage().load(oid, current.serial() - 1);
        return previous != null && Arrays.equals(previous.record(), current.record());
    }

    private String later(long oid, Revision current) {
        return undone.containsKey(oid)
                ? "another undo in this transaction changed it"
                : "transaction " + current.serial() + " changed it later";
    }

    private String type(byte[] record) {
        return record.length == 0
                ? ""
                : database.catalog().get(RecordInfo.classId(record)).name();
    }

    /** Whether nothing was undone. */
    boolean isEmpty() {
        return undone.isEmpty();
    }

    /** The transactions of which it has undone something. */
    Collection<Long> tids() {
        Set<Long> tids = new TreeSet<>();
        undone.keySet().forEach(oid -> tids.addAll(by.get(oid)));
        return tids;
    }

    /** The objects that have another state again, without those whose creation was undone. */
    long[] changed() {
        return undone.keySet().stream()
                .filter(oid -> !uncreated.containsKey(oid))
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** What is undone depends on the revisions it was computed from. */
    void countReads(ReadSet reads) {
        undone.values().forEach(write -> reads.seen(write.oid(), write.serialSeen()));
    }

    /** The object's revision as undone, with the serial of the one it replaces; null if it was not undone. */
    Revision revision(long oid) {
        if (undone.isEmpty()) {
            return null;
        }
        Write write = undone.get(oid);
        return write == null ? null : new Revision(write.serialSeen(), write.record());
    }

    /** What is to be written of it beside the objects that the transaction encodes itself. */
    Collection<Write> writes(LongPredicate encoded) {
        if (undone.isEmpty()) {
            return List.of();
        }
        return undone.values().stream()
                .filter(write -> !encoded.test(write.oid()))
                .toList();
    }

    /** What it has done so far. */
    Mark mark() {
        return undone.isEmpty() ? Mark.NOTHING : new Mark(Map.copyOf(undone), Map.copyOf(uncreated));
    }

    /** Goes back to what it had done then. */
    void rollback(Mark mark) {
        forEachKnown((copies, object) -> {
            if (undone.get(object.$odb_oid()) != mark.undone.get(object.$odb_oid())) {
                copies.ghost(object);
            }
        });
        undone.clear();
        uncreated.clear();
        undone.putAll(mark.undone);
        uncreated.putAll(mark.uncreated);
    }

    /** It is stored now, under that tid unless it is 0. */
    void committed(long tid) {
        if (tid != 0) {
            forEachKnown((copies, object) -> object.$odb_serial(tid));
        }
    }

    void rolledBack() {
        forEachKnown(ObjectCopies::ghost);
    }

    void clear() {
        undone.clear();
        uncreated.clear();
        by.clear();
    }

    private void forEachKnown(BiConsumer<ObjectCopies, Managed> action) {
        undone.keySet().forEach(oid -> workspace.views().forEachCopy(oid, action));
    }
}
