package dev.odb.core.object;

import dev.odb.OtherResources;
import dev.odb.core.object.GivenStates.Given;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import dev.odb.core.transaction.RecordResolver;
import dev.odb.queue.PageGroup;
import dev.odb.queue.QueueStripe;
import dev.odb.queue.StoredQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * What one transaction has undone: computes the states that it gives objects. Works on bytes; a class is needed only to
 * merge. Belongs to its change set.
 */
final class Undo {
    private static final long ROOT_DIRECTORY = 0;
    private static final byte[] NOTHING = {};

    /** Whoever sends a task relies on them without looking. */
    private static final Set<String> STRUCTURE =
            Set.of(StoredQueue.class.getName(), QueueStripe.class.getName(), PageGroup.class.getName());

    private final Workspace workspace;
    private final DatabaseContext database;
    private final GivenStates given;
    private final RecordResolver resolver;
    /** Objects whose creation was undone, with their serials. */
    private final Map<Long, Long> uncreated = new HashMap<>();
    /** By object the transactions of which something was undone that it had changed. */
    private final Map<Long, Set<Long>> by = new HashMap<>();

    Undo(Workspace workspace, DatabaseContext database, GivenStates given, RecordResolver resolver) {
        this.workspace = workspace;
        this.database = database;
        this.given = given;
        this.resolver = resolver;
    }

    /** An object that is in the way of an undo, and why. */
    record Obstacle(long oid, String type, String reason) {}

    /** What it had done at a savepoint, and what other states were given then. */
    record Mark(Map<Long, Given> given, Map<Long, Long> uncreated, Map<Long, Set<Long>> by) {
        static final Mark NOTHING = new Mark(Map.of(), Map.of(), Map.of());
    }

    /** One object's new state, or its obstacle. */
    private record Step(Given given, String obstacle) {
        static Step refused(String why) {
            return new Step(null, why);
        }
    }

    /** Undoes all of the transactions, in that order, or none. */
    void undo(OtherResources others, long... tids) {
        LongPredicate changed = workspace.changes().changedOids();
        Mark before = mark();
        boolean done = false;
        try {
            for (long tid : tids) {
                undo(transaction(tid, others), changed);
            }
            done = true;
        } finally {
            if (!done) {
                rollback(before);
            }
        }
        uncreated.forEach(workspace.changes().reads()::verify);
        given.pinMoved(workspace.changes().reads());
        given.countReads(workspace.changes().reads());
        // not what an earlier call undid: the application may have changed it since
        given.ghostUnless(before.given);
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
            Current current = current(transaction.tid(), write);
            Step step = changed.test(write.oid())
                    ? Step.refused("it has been changed in this transaction already; commit that first")
                    : step(transaction.tid(), write, current);
            if (step.obstacle != null) {
                obstacles.add(new Obstacle(write.oid(), type(write.record()), step.obstacle));
            } else {
                given.put(step.given);
                by.merge(write.oid(), Set.of(transaction.tid()), Undo::both);
                if (write.serialSeen() == 0) {
                    uncreated.put(write.oid(), current.serial());
                }
            }
        }
        if (!obstacles.isEmpty()) {
            throw ObjectMessages.undoBlocked(transaction.tid(), obstacles);
        }
    }

    /**
     * An object's newest revision of all, or what this transaction has given it.
     *
     * @param serial of the newest revision that is stored
     * @param as the serial of the revision whose state it is, as far as is known
     * @param from the version of the newest revision that is stored
     */
    private record Current(long serial, byte[] record, Lineage lineage, long as, String from) {
        String version() {
            return lineage == null ? "" : lineage.version();
        }

        boolean tombstone() {
            return record.length == 0;
        }
    }

    private Current current(long tid, Write undone) {
        long oid = undone.oid();
        Given known = given.get(oid);
        if (known != null) {
            Write write = known.write();
            return new Current(write.serialSeen(), write.record(), write.lineage(), known.as(), known.from());
        }
        Revision head = workspace.revisions().head(oid);
        if (head != null) {
            return new Current(head.serial(), head.record(), head.lineage(), head.serial(), head.version());
        }
        RevisionFields own = undone.tombstone() ? database.storage().fields(oid, tid) : null;
        return own == null ? null : new Current(tid, NOTHING, null, tid, "");
    }

    private Step step(long tid, Write write, Current current) {
        long oid = write.oid();
        if (current == null) {
            return Step.refused("it is no longer stored");
        }
        if (STRUCTURE.contains(type(write.record()))) {
            return Step.refused("it is a part of a task queue that stays once it was made");
        }
        if (!workspace.version().name().isEmpty() && isBookkeeping(write)) {
            return Step.refused("it is of a task queue, which no version has; undo it in the main line");
        }
        if (current.as == 0) {
            return Step.refused("this transaction has locked it, or committed or aborted its version");
        }
        boolean same = Arrays.equals(current.record, write.record());
        if (write.serialSeen() == 0) {
            return created(oid, same, current);
        }
        RevisionFields before = database.storage().fields(oid, write.serialSeen());
        Revision previous = database.storage().load(oid, write.serialSeen());
        boolean found = previous != null && previous.serial() == write.serialSeen();
        if (before == null || !found && !before.tombstone()) {
            return Step.refused("the state before it is no longer stored");
        }
        byte[] state = before.tombstone() ? NOTHING : previous.record();
        boolean moved = !before.lineage().version().equals(version(write));
        if (!same && (moved || Arrays.equals(state, write.record()))) {
            return Step.refused(later(oid, current));
        }
        if (same && current.as != tid && uncreated(oid, current)) {
            return Step.refused("its creation was undone, or its same state was stored again");
        }
        UndoneLineage place = new UndoneLineage(workspace.version().name(), tid, before);
        String obstacle = place.obstacle(current.lineage, current.as);
        if (obstacle != null) {
            return Step.refused(obstacle);
        }
        byte[] record = same ? state : resolver.resolve(oid, write.record(), current.record, state);
        if (record == null) {
            return Step.refused(later(oid, current) + " and the two changes cannot be merged");
        }
        Lineage lineage = same
                ? place.lineage(current.serial, current.lineage, current.as)
                : VersionRules.stored(
                        current.serial, current.lineage, workspace.version().name());
        Write undo = new Write(oid, current.serial, record, same ? VersionRules.dataSerial(before) : 0, lineage);
        return new Step(new Given(undo, current.from, same ? before.serial() : -1), null);
    }

    private boolean isBookkeeping(Write write) {
        return !write.tombstone()
                && database.catalog().get(RecordInfo.classId(write.record())).bookkeeping();
    }

    private static String version(Write write) {
        return write.lineage() == null ? "" : write.lineage().version();
    }

    /**
     * A created object is left to whoever refers to it now, which nobody does if this transaction's other objects were
     * those that referred to it. If it was changed since, it cannot just be lost. Its state is stored a second time: that
     * says that its creation was undone, so that nothing changes it unseen before the redo, which needs it as it was.
     */
    private Step created(long oid, boolean same, Current current) {
        String here = workspace.version().name();
        if (oid == ROOT_DIRECTORY) {
            return Step.refused("it is the root directory, which the database was made with");
        }
        if (!same) {
            return Step.refused("it was made then, and " + later(oid, current));
        }
        if (VersionRules.holds(current.version(), here)) {
            return Step.refused(UndoneLineage.held(current.version()));
        }
        Lineage lineage = VersionRules.stored(current.serial, current.lineage, here);
        Write again = new Write(oid, current.serial, current.record, current.serial, lineage);
        return new Step(new Given(again, current.from, current.serial), null);
    }

    private boolean uncreated(long oid, Current current) {
        if (given.get(oid) != null) {
            return uncreated.containsKey(oid);
        }
        Revision previous = database.storage().load(oid, current.serial - 1);
        return previous != null && Arrays.equals(previous.record(), current.record);
    }

    private String later(long oid, Current current) {
        return given.get(oid) != null
                ? "another undo in this transaction changed it"
                : "transaction " + current.serial + " changed it later";
    }

    private String type(byte[] record) {
        return record.length == 0
                ? ""
                : database.catalog().get(RecordInfo.classId(record)).name();
    }

    /** A new set, since a mark may have the old one. */
    private static Set<Long> both(Set<Long> some, Set<Long> more) {
        Set<Long> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** The transactions of which it has undone something, ascending. */
    Collection<Long> tids() {
        if (by.isEmpty()) {
            return List.of();
        }
        Set<Long> tids = new TreeSet<>();
        by.values().forEach(tids::addAll);
        return tids;
    }

    /** The objects that have another state again, without those whose creation was undone. */
    long[] changed() {
        return given.oids().stream()
                .filter(oid -> !uncreated.containsKey(oid))
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** What it has done so far. */
    Mark mark() {
        return given.isEmpty() ? Mark.NOTHING : new Mark(given.mark(), Map.copyOf(uncreated), Map.copyOf(by));
    }

    /** Goes back to what it had done then. */
    void rollback(Mark mark) {
        given.rollback(mark.given);
        uncreated.clear();
        uncreated.putAll(mark.uncreated);
        by.clear();
        by.putAll(mark.by);
    }

    void clear() {
        given.clear();
        uncreated.clear();
        by.clear();
    }
}
