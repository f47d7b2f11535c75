package dev.odb.core.storage.file;

import java.io.IOException;

/** Reads part of a log as strictly as it can be read: every byte of it must be what was written. One thread. */
final class PieceCheck {
    private PieceCheck() {}

    /**
     * From one bound of groups to another.
     *
     * @return the newest transaction decided there, 0 if there is none
     */
    static long run(Log log, long from, long to, BackupProgress progress) throws IOException, DamagedException {
        EntryReader entries = new EntryReader(log);
        LogWalk walk = new LogWalk(log, entries);
        long lastTid = 0;
        long position = walk.normalize(from);
        while (position != to) {
            GroupHeader group = walk.group(position);
            if (group == null || group.end() > to) {
                throw new DamagedException(position, "no group stands where one was");
            }
            for (Entry entry : entries.entries(group, true)) {
                if (entry instanceof Entry.DecisionEntry decision && decision.committed()) {
                    if (decision.tid() <= lastTid) {
                        throw new DamagedException(position, "the tid of a decision is not above the one before");
                    }
                    lastTid = decision.tid();
                    entries.batch(decision.batch());
                }
            }
            progress.add(group.end() - position);
            position = walk.normalize(group.end());
        }
        return lastTid;
    }
}
