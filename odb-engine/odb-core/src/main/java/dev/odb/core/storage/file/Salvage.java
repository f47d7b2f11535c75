package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.local.Oids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes what can be read of a log into a new one: the same transactions under their tids, without the records that are
 * damaged; classes under their ids; the branches in doubt. One thread.
 */
final class Salvage implements Survey.Visitor {
    /** The records of so many writes may be in memory. */
    private static final int FEW = 1000;
    /** Oids may have been given out that nothing readable names; references to them must not lead to new objects. */
    private static final long SKIPPED_OIDS = 1 << 24;

    private static final int SKIPPED_CLASSES = 10_000;
    private static final int MOST_LOST = 100_000;

    private final DamagedLog damaged;
    private final long border;
    private final Findings findings;
    private final RecordCheck check;
    private final RecordReader source;
    private final LogState next = new LogState();
    private final ObjectHistory history;
    private final BackPointers backPointers;
    private final GroupCopy groups;
    private final List<Fallen> fallen = new ArrayList<>();
    private final List<Entry.BatchEntry> undecided = new ArrayList<>();
    private long transactions;
    private long objects;
    private long revisions;
    private long oidEnd;
    private boolean unknownOids;

    private record Fallen(long oid, long tid, long position) {}

    /** Revisions up to the border are those of another database. */
    Salvage(
            DamagedLog damaged,
            long border,
            Findings findings,
            RecordCheck check,
            NewLog target,
            FileSettings settings) {
        this.damaged = damaged;
        this.border = border;
        this.findings = findings;
        this.check = check;
        source = new RecordReader(damaged.log());
        RecordReader written = new RecordReader(target.log());
        history = new ObjectHistory(next.index, written);
        backPointers = new BackPointers(next.index, written);
        groups = new GroupCopy(target, next, target.log().groupKey(), settings);
    }

    @Override
    public void other(Entry entry) throws IOException {
        if (entry instanceof Entry.ClassEntry description) {
            check.describe(description);
            append(Group.classDescription(description.id(), description.description()), description);
        } else if (entry instanceof Entry.PackedEntry packed) {
            append(Group.packed(packed.tid()), packed);
        } else if (entry instanceof Entry.OidsEntry oids) {
            oidEnd = Math.max(oidEnd, oids.end());
        }
    }

    private void append(Group group, Entry entry) throws IOException {
        try {
            groups.append(group, entry);
        } catch (DamagedException e) {
            throw unexpected(e);
        }
    }

    @Override
    public void transaction(long tid, Entry.BatchEntry batch, List<Lost> lost) throws IOException {
        String name = FindingMessages.transaction(tid);
        for (Lost each : lost) {
            if (each.sure()) {
                fall(each.oid(), tid, each.position());
                oidEnd = Math.max(oidEnd, each.oid() + 1);
            } else {
                unknownOids = true;
            }
        }
        Entry.BatchEntry readable = readable(batch, tid, name);
        Writes writes = writes(readable, name);
        for (long oid : readable.oids()) {
            objects += next.index.head(oid) == null ? 1 : 0;
        }
        try {
            groups.transaction(tid, new Batch(writes, batch.checks(), batch.metadata()), batch.time());
        } catch (DamagedException e) {
            throw unexpected(e);
        }
        transactions++;
        revisions += writes.size();
    }

    private void fall(long oid, long tid, long position) {
        if (fallen.size() < MOST_LOST) {
            fallen.add(new Fallen(oid, tid, position));
        }
    }

    /** Without the records whose state stood in one that is lost. */
    private Entry.BatchEntry readable(Entry.BatchEntry batch, long tid, String name) {
        SalvagedWrites writes = new SalvagedWrites(batch, border, source, history);
        int[] kept = IntStream.range(0, batch.oids().length)
                .filter(writes::isReadable)
                .toArray();
        if (kept.length == batch.oids().length) {
            return batch;
        }
        Set<Integer> stays = new HashSet<>();
        IntStream.of(kept).forEach(stays::add);
        for (int i = 0; i < batch.oids().length; i++) {
            if (!stays.contains(i)) {
                long position = batch.positions()[i];
                findings.add(FindingMessages.chain(
                        damaged.file(position),
                        Positions.offset(position),
                        "a record has the state of an earlier one, which is lost",
                        "object " + batch.oids()[i] + " in " + name));
                fall(batch.oids()[i], tid, position);
            }
        }
        return new Entry.BatchEntry(
                batch.position(),
                batch.branch(),
                batch.time(),
                batch.metadata(),
                batch.checks(),
                IntStream.of(kept).mapToLong(i -> batch.oids()[i]).toArray(),
                IntStream.of(kept).mapToLong(i -> batch.serials()[i]).toArray(),
                IntStream.of(kept).mapToLong(i -> batch.positions()[i]).toArray());
    }

    private Writes writes(Entry.BatchEntry batch, String name) throws IOException {
        SalvagedWrites writes = new SalvagedWrites(batch, border, source, history);
        for (int i = 0; i < batch.oids().length; i++) {
            Lineage lost = writes.lostOutside(i);
            if (lost != null) {
                long position = batch.positions()[i];
                findings.add(FindingMessages.outside(
                        damaged.file(position), Positions.offset(position), batch.oids()[i], lost, name));
            }
        }
        Writes read = writes.size() > FEW ? writes : Writes.of(List.copyOf(writes));
        if (check.looks()) {
            for (int i = 0; i < batch.oids().length; i++) {
                Write write = read.get(i);
                check.check(batch.positions()[i], write.oid(), write.record(), name);
                oidEnd = Math.max(oidEnd, check.highestReference(write.record()) + 1);
            }
        }
        return backPointers.shorten(read);
    }

    @Override
    public void byHand(Entry.ByHandEntry entry) throws IOException {
        append(Group.byHand(entry.decision()), entry);
    }

    @Override
    public void inDoubt(Entry.BatchEntry batch, List<Lost> lost) {
        oidEnd = Math.max(oidEnd, Oids.highest(batch.oids()) + 1);
        if (lost.isEmpty()) {
            undecided.add(batch);
        } else {
            findings.add(dropped(batch, "a branch in doubt is dropped, since what it wrote cannot all be read"));
        }
    }

    private Finding dropped(Entry.BatchEntry batch, String what) {
        return FindingMessages.branch(
                damaged.file(batch.position()),
                Positions.offset(batch.position()),
                what,
                "branch " + batch.branch() + ", which wrote " + FindingMessages.objects(batch.oids()));
    }

    /** Everything was read. Gives the room that must be kept for decisions. */
    long finish(boolean lossy) throws IOException {
        for (Entry.BatchEntry batch : stillInDoubt()) {
            String name = "branch " + batch.branch();
            try {
                groups.prepared(
                        batch.branch(), new Batch(writes(batch, name), batch.checks(), batch.metadata()), batch.time());
            } catch (CorruptStorageException e) {
                findings.add(dropped(batch, "a branch in doubt is dropped: " + e.getMessage()));
            } catch (DamagedException e) {
                throw unexpected(e);
            }
        }
        long end = Math.max(oidEnd, next.oidEnd);
        if (lossy || unknownOids) {
            end += SKIPPED_OIDS;
        }
        if (lossy) {
            int reserved = next.classes.nextId() + SKIPPED_CLASSES;
            byte[] nothing = {};
            append(Group.classDescription(reserved, nothing), new Entry.ClassEntry(reserved, nothing));
        }
        append(Group.oids(end), new Entry.OidsEntry(end));
        next.finish();
        for (Fallen each : fallen) {
            long serial = next.index.serial(each.oid());
            if (serial < each.tid()) {
                findings.add(FindingMessages.fellBack(
                        damaged.file(each.position()),
                        Positions.offset(each.position()),
                        each.oid(),
                        each.tid(),
                        serial,
                        border > 0));
            }
        }
        return CommitPath.reserve(next);
    }

    /** Without those of which it shows that they were decided: somebody else has written their objects since. */
    private List<Entry.BatchEntry> stillInDoubt() {
        List<Entry.BatchEntry> kept = new ArrayList<>();
        LaterBranches later = new LaterBranches(next.index);
        for (int at = undecided.size() - 1; at >= 0; at--) {
            Entry.BatchEntry batch = undecided.get(at);
            if (later.areFree(batch)) {
                kept.add(0, batch);
                later.add(batch);
            } else {
                findings.add(
                        dropped(
                                batch,
                                "a branch is dropped whose decision is lost; it was decided, since others have had its objects"));
            }
        }
        return kept;
    }

    RecoverReport report(UUID database, long blobs) {
        return new RecoverReport(
                transactions,
                objects,
                revisions,
                next.branches.list().size(),
                next.byHand.list().size(),
                blobs,
                next.lastTid,
                database,
                findings.list());
    }

    private static IllegalStateException unexpected(DamagedException e) {
        return new IllegalStateException("the new log contradicts itself: " + e.getMessage(), e);
    }
}
