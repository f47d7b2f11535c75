package dev.odb.core.storage.file;

import dev.odb.Outcome;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.local.ContentCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes a database of a chain, in a folder that nobody else uses: its log up to a moment, sealed for an id, and the contents
 * that it names; then compares the two. One thread.
 */
final class LogRestore {
    private final FileAccess target;
    private final FileSettings settings;
    private final RecordInspector inspector;
    private final BackupProgress progress;
    private Contents targetContents;
    private long lastTid;
    private long transactions;
    private long contents;
    private long contentBytes;

    /**
     * What is restored.
     *
     * @param database the id that it gets
     * @param upTo the newest transaction, or {@link Long#MAX_VALUE} for all that there is
     * @param keepBranches whether undecided branches stay
     * @param oidEnd no oid below it is given out
     */
    record Wanted(UUID database, long upTo, boolean keepBranches, long oidEnd) {}

    LogRestore(FileAccess target, FileSettings settings, RecordInspector inspector, BackupProgress progress) {
        this.target = target;
        this.settings = settings;
        this.inspector = inspector;
        this.progress = progress;
    }

    /** Restores what {@code source}, the chain opened, has. Gives the branches that were dropped. */
    List<FileRestore.Dropped> run(FileStorage source, Wanted wanted) throws IOException, DamagedException {
        Log log = source.openLog().log();
        long end = wanted.upTo() >= source.lastTid() ? log.end() : endOf(log, wanted.upTo());
        progress.begin(BackupListener.Phase.COPY, log.usedBefore(end));
        new SegmentCopy(log, target, wanted.database(), progress).run(end);
        progress.end();
        List<FileRestore.Dropped> dropped;
        try (FileStorage made = FileStorage.open(target, false, settings, () -> {})) {
            dropped = wanted.keepBranches() && end == log.end() ? List.of() : drop(made);
            made.restoreOids(Math.max(source.oidEnd(), wanted.oidEnd()));
        }
        try (FileStorage made = FileStorage.open(target, true, settings, () -> {})) {
            lastTid = made.lastTid();
            compare(source, made, Math.min(wanted.upTo(), source.lastTid()));
            for (PreparedBranch branch : made.prepared()) {
                restoreContents(source, branch.batch().writes());
            }
        }
        return dropped;
    }

    long lastTid() {
        return lastTid;
    }

    long transactions() {
        return transactions;
    }

    long contents() {
        return contents;
    }

    long contentBytes() {
        return contentBytes;
    }

    /** Where the group with the decision of the newest transaction that is wanted ends; what comes later is cut. */
    static long endOf(Log log, long upTo) throws IOException, DamagedException {
        long end = log.start();
        EntryReader entries = new EntryReader(log);
        LogWalk walk = new LogWalk(log, entries);
        for (long position = walk.normalize(log.start()); position < log.end(); ) {
            GroupHeader group = walk.group(position);
            if (group == null) {
                throw new DamagedException(position, "no group stands where one was");
            }
            for (Entry entry : entries.entries(group, false)) {
                if (entry instanceof Entry.DecisionEntry decision && decision.committed()) {
                    if (decision.tid() > upTo) {
                        return end;
                    }
                    end = group.end();
                }
            }
            position = walk.normalize(group.end());
        }
        return end;
    }

    private static List<FileRestore.Dropped> drop(FileStorage made) {
        List<FileRestore.Dropped> dropped = new ArrayList<>();
        for (PreparedBranch branch : made.prepared()) {
            BranchId id = branch.id();
            made.rollbackPrepared(id);
            dropped.add(new FileRestore.Dropped(
                    id.toString(), branch.since(), branch.batch().writes().size(), Outcome.UNKNOWN));
        }
        for (HeuristicDecision decision : made.decidedByHand()) {
            BranchId id = decision.id();
            made.forget(id);
            dropped.add(new FileRestore.Dropped(
                    id.toString(),
                    decision.since(),
                    0,
                    decision.committed() ? Outcome.COMMITTED : Outcome.ROLLED_BACK));
        }
        return dropped;
    }

    /** What was restored must be what the backup has; its contents are restored on the way. */
    private void compare(FileStorage source, FileStorage made, long upTo) throws IOException {
        progress.begin(BackupListener.Phase.VERIFY, -1);
        Iterator<CommittedTransaction> restored = made.transactions(1, Long.MAX_VALUE);
        Iterator<CommittedTransaction> backedUp = source.transactions(1, upTo);
        while (backedUp.hasNext()) {
            CommittedTransaction expected = backedUp.next();
            if (!restored.hasNext() || !same(expected, restored.next())) {
                throw BackupMessages.differs(target.location(), expected.tid());
            }
            restoreContents(source, expected.writes());
            transactions++;
        }
        if (restored.hasNext()) {
            throw BackupMessages.differs(target.location(), restored.next().tid());
        }
        progress.end();
    }

    private boolean same(CommittedTransaction expected, CommittedTransaction found) {
        List<Write> writes = expected.writes();
        if (expected.tid() != found.tid()
                || !expected.metadata().equals(found.metadata())
                || writes.size() != found.writes().size()) {
            return false;
        }
        for (int i = 0; i < writes.size(); i++) {
            Write wanted = writes.get(i);
            Write there = found.writes().get(i);
            if (wanted.oid() != there.oid()
                    || wanted.serialSeen() != there.serialSeen()
                    || wanted.dataSerial() != there.dataSerial()
                    || !Objects.equals(wanted.lineage(), there.lineage())
                    || !Arrays.equals(wanted.record(), there.record())) {
                return false;
            }
            progress.add(there.record().length);
        }
        return true;
    }

    private void restoreContents(FileStorage source, List<Write> writes) throws IOException {
        new NamedContents(source, inspector)
                .<RuntimeException>forEach(writes, (oid, content) -> restoreContent(source, oid, content));
    }

    private void restoreContent(FileStorage source, long oid, NamedContent content) throws IOException {
        if (targetContents == null) {
            targetContents = target.contents(false);
        }
        if (!targetContents.contains(new ContentKey(oid, content.id()))) {
            ContentCopy.copy(source.contents(), targetContents, oid, content);
            ContentCopy.check(targetContents, oid, content);
            contents++;
            contentBytes += content.length();
            progress.add(content.length());
        }
    }
}
