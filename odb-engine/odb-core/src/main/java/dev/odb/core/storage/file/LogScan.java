package dev.odb.core.storage.file;

import java.io.IOException;
import java.util.List;

/** Reads a finished part of the log in its order. One thread. */
final class LogScan {
    private final EntryReader entries;
    private final LogWalk walk;

    /** What is done with it. */
    @FunctionalInterface
    interface Visitor {
        /** An entry; {@code batch} is that of a decision, else null. What it throws as IOException is a failed write. */
        void visit(Entry entry, Entry.BatchEntry batch) throws IOException, DamagedException;
    }

    /** Reads the log as it is now: not what is appended later. */
    LogScan(Log log) {
        entries = new EntryReader(log);
        walk = new LogWalk(log, entries);
    }

    /** Visits the entries of all groups from one position to another, both the bounds of groups. */
    void run(long from, long to, Visitor visitor) throws IOException, DamagedException {
        long position = walk.normalize(from);
        while (position < to) {
            GroupHeader group = group(position);
            List<Entry> found = entries(group);
            for (Entry entry : found) {
                visitor.visit(entry, entry instanceof Entry.DecisionEntry decision ? batch(decision, found) : null);
            }
            position = walk.normalize(group.end());
        }
    }

    private GroupHeader group(long position) throws DamagedException {
        try {
            GroupHeader group = walk.group(position);
            if (group == null) {
                throw new DamagedException(position, "no group stands where one was");
            }
            return group;
        } catch (IOException e) {
            throw new DamagedException(position, e.toString());
        }
    }

    private List<Entry> entries(GroupHeader group) throws DamagedException {
        try {
            return entries.entries(group, false);
        } catch (IOException e) {
            throw new DamagedException(group.position(), e.toString());
        }
    }

    private Entry.BatchEntry batch(Entry.DecisionEntry decision, List<Entry> group) throws DamagedException {
        for (Entry entry : group) {
            if (entry instanceof Entry.BatchEntry batch && batch.position() == decision.batch()) {
                return batch;
            }
        }
        return batch(decision.batch());
    }

    /** The batch at a position. */
    Entry.BatchEntry batch(long position) throws DamagedException {
        try {
            return entries.batch(position);
        } catch (IOException e) {
            throw new DamagedException(position, e.toString());
        }
    }
}
