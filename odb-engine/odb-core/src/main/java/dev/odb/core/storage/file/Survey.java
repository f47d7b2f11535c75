package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Tids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a log once, from front to back, whatever is damaged in it: says what is wrong, and gives what can be read in the
 * order in which it happened. It knows the end of the log as {@link Replay} does: what does not check out behind what is
 * known to be durable is what a crash leaves. One thread.
 */
final class Survey {
    private static final int TOLD_AFTER = 1 << 20;

    private final DamagedLog damaged;
    private final Findings findings;
    private final Visitor visitor;
    private final CheckProgress progress;
    private final DamagedEntries entries;
    private final EntryReader strict;
    private final LogWalk walk;
    private final Map<Long, Entry.BatchEntry> undecided = new LinkedHashMap<>();
    private final Map<BranchId, Entry.ByHandEntry> byHand = new LinkedHashMap<>();
    private final long forced;
    private final long total;
    private long lastTid;
    private long position;
    private long told;
    /** Whether the last group is the mark of a clean close. */
    private boolean closed;

    /** Where the last group or entry stands that is lost altogether. */
    private long lastLoss;
    /** Where groups are missing, until the next transaction says which these were. */
    private final List<Gap> gaps = new ArrayList<>();

    private record Gap(long position, String what, long afterTid) {}

    /** What is done with it. */
    interface Visitor {
        /** A class description, a range of oids, or that the log was packed. */
        void other(Entry entry) throws IOException;

        /** A committed transaction; {@code lost} are those of its records that are damaged and not in the batch. */
        void transaction(long tid, Entry.BatchEntry batch, List<Lost> lost) throws IOException;

        /** A branch that was decided by hand and not forgotten. */
        void byHand(Entry.ByHandEntry entry) throws IOException;

        /** A branch that nothing decides. */
        void inDoubt(Entry.BatchEntry batch, List<Lost> lost) throws IOException;
    }

    /**
     * Reads nothing yet.
     *
     * @param durable everything before it was durable, if more is known of that than the log says; or 0
     */
    Survey(DamagedLog damaged, long durable, Findings findings, Visitor visitor, CheckProgress progress)
            throws IOException {
        this.damaged = damaged;
        this.findings = findings;
        this.visitor = visitor;
        this.progress = progress;
        Log log = damaged.log();
        strict = new EntryReader(log);
        entries = new DamagedEntries(log, this::entryDamaged);
        walk = new LogWalk(log, entries);
        forced = Math.max(durable, walk.highestForced(log.start()));
        total = damaged.bytes();
        position = walk.normalize(log.start());
    }

    /** Reads everything. */
    void run() throws IOException {
        boolean more = true;
        while (more) {
            GroupHeader group = walk.group(position);
            if (group != null) {
                more = read(group);
            } else if (position < forced) {
                passOver();
            } else {
                more = false;
            }
        }
        report(gaps, "to the end");
        damaged.reportUpTo(Math.max(position, forced));
        for (Entry.ByHandEntry made : byHand.values()) {
            visitor.byHand(made);
        }
        inDoubt();
        for (Lost each : entries.takeLost()) {
            record(each, "nothing that was committed");
        }
        boolean torn = new TailCheck(damaged, findings).run(position);
        if (!torn && !closed) {
            findings.add(FindingMessages.notClosed(damaged.file(position), Positions.offset(position)));
        }
        progress.at(total, total);
    }

    /** The newest transaction. */
    long lastTid() {
        return lastTid;
    }

    /** Whether anything is lost of which it is not known what it was. */
    boolean lossy() {
        return lastLoss != 0;
    }

    /** Whether it reads on. */
    private boolean read(GroupHeader group) throws IOException {
        if (group.position() >= forced && !isWhole(group)) {
            return false;
        }
        apply(entries.salvage(group.entries(), group.entries() + group.length()), group.position());
        checkPadding(group);
        closed = group.length() == 0 && walk.normalize(group.forced()) == group.position();
        position = walk.normalize(group.end());
        tell();
        return true;
    }

    private boolean isWhole(GroupHeader group) throws IOException {
        try {
            strict.reader().reset();
            strict.entries(group, true);
            return true;
        } catch (DamagedException e) {
            return false;
        }
    }

    private void tell() {
        if (position - told >= TOLD_AFTER) {
            told = position;
            progress.at(damaged.bytesBefore(position), total);
        }
    }

    private void apply(List<Entry> found, long group) throws IOException {
        for (Entry entry : found) {
            if (entry instanceof Entry.BatchEntry batch) {
                undecided.put(batch.position(), batch);
            } else if (entry instanceof Entry.DecisionEntry decision) {
                decide(decision, group);
            } else if (entry instanceof Entry.ByHandEntry made) {
                byHand.put(made.decision().id(), made);
            } else if (entry instanceof Entry.ForgottenEntry forgotten) {
                byHand.remove(forgotten.branch());
            } else if (!(entry instanceof Entry.PartEntry)) {
                visitor.other(entry);
            }
        }
        for (Entry entry : found) {
            if (entry instanceof Entry.BatchEntry batch
                    && batch.branch() == null
                    && undecided.remove(batch.position()) != null) {
                String objects = FindingMessages.objects(batch.oids());
                findings.add(FindingMessages.decision(
                        damaged.file(batch.position()),
                        Positions.offset(batch.position()),
                        "a transaction has no readable decision",
                        "that transaction, " + after(lastTid) + ", which wrote " + objects));
                entries.takeLost(batch.position());
            }
        }
    }

    private void decide(Entry.DecisionEntry decision, long group) throws IOException {
        Entry.BatchEntry batch = undecided.remove(decision.batch());
        List<Lost> lost = entries.takeLost(decision.batch());
        if (batch == null) {
            batch = entries.headless(decision.batch());
            if (batch != null && decision.committed()) {
                findings.add(FindingMessages.entry(
                        damaged.file(batch.position()),
                        Positions.offset(batch.position()),
                        "the head of a batch is damaged",
                        "user, description and properties of " + FindingMessages.transaction(decision.tid())));
                Entry.BatchEntry records = batch;
                batch = new Entry.BatchEntry(
                        records.position(),
                        null,
                        Tids.instant(decision.tid()),
                        records.metadata(),
                        records.checks(),
                        records.oids(),
                        records.serials(),
                        records.positions());
            }
        }
        if (!decision.committed()) {
            lost.forEach(each -> record(each, "nothing: the branch was rolled back"));
            return;
        }
        if (decision.tid() <= lastTid) {
            wrong(decision, group, "the tid of a decision is not above the one before");
            return;
        }
        report(gaps, FindingMessages.transaction(decision.tid()));
        lastTid = decision.tid();
        if (batch == null) {
            wrong(decision, group, "the batch that a decision names cannot be read");
        } else if (decision.branch() != null
                && batch.branch() != null
                && !decision.branch().equals(batch.branch())) {
            wrong(decision, group, "a decision names another branch than its batch does");
        } else {
            lost.forEach(each -> record(each, each.object() + " in " + FindingMessages.transaction(decision.tid())));
            visitor.transaction(decision.tid(), batch, lost);
        }
    }

    private void wrong(Entry.DecisionEntry decision, long group, String what) {
        findings.add(FindingMessages.decision(
                damaged.file(group),
                Positions.offset(group),
                what,
                "all that " + FindingMessages.transaction(decision.tid()) + " wrote"));
    }

    private void record(Lost each, String affected) {
        findings.add(FindingMessages.record(
                damaged.file(each.position()), Positions.offset(each.position()), each.what(), affected));
    }

    private void entryDamaged(long at, String what, Entry.PartEntry records) {
        if (records == null) {
            lastLoss = at;
        }
        findings.add(FindingMessages.entry(
                damaged.file(at),
                Positions.offset(at),
                what,
                (records == null ? "what it held" : "all of it but the records of " + objects(records)) + ", "
                        + after(lastTid)));
    }

    private static String objects(Entry.PartEntry records) {
        return FindingMessages.objects(records.oids());
    }

    private static String after(long tid) {
        return tid == 0 ? "at the beginning of the log" : "written after " + FindingMessages.transaction(tid);
    }

    /** No group stands where one was: goes on at the next one. */
    private void passOver() throws IOException {
        GroupHeader next = walk.search(position);
        // a process that writes may have finished it meanwhile
        entries.reader().reset();
        if (walk.group(position) != null) {
            return;
        }
        long end = roomEnd(next);
        List<Entry> whole = entries.withoutGroup(position + Format.GROUP_HEADER, end);
        if (whole != null) {
            findings.add(FindingMessages.group(
                    damaged.file(position),
                    Positions.offset(position),
                    "the header of a group is damaged",
                    "nothing: what stands in it is whole"));
            apply(whole, position);
        } else if (!isBoundary(next)) {
            gaps.add(new Gap(position, "no group stands where one was", lastTid));
            lastLoss = position;
        }
        position = next == null ? Math.max(forced, position) : next.position();
    }

    /** Where the group that should stand here ends at the latest. */
    private long roomEnd(GroupHeader next) {
        int number = Positions.segment(position);
        if (next != null && Positions.segment(next.position()) == number) {
            return next.position();
        }
        Segment following = damaged.log().segment(number + 1);
        if (following != null && following.header != null) {
            return Positions.of(number, following.header.previousEnd());
        }
        Segment segment = damaged.log().segment(number);
        long end = segment == null ? 0 : segment.allocated();
        return Positions.segment(forced) == number ? Math.min(forced, Positions.of(number, end)) : 0;
    }

    /** Whether the segment just ends here, which the header of the next one would say if it were not damaged. */
    private boolean isBoundary(GroupHeader next) throws IOException {
        int number = Positions.segment(position);
        Segment following = damaged.log().segment(number + 1);
        return next != null
                && next.position() == Positions.of(number + 1, Format.SEGMENT_HEADER)
                && following.header == null
                && TailCheck.firstNonZero(damaged.log().segment(number), Positions.offset(position)) < 0;
    }

    private void report(List<Gap> reported, String upTo) {
        for (Gap gap : reported) {
            findings.add(FindingMessages.group(
                    damaged.file(gap.position()),
                    Positions.offset(gap.position()),
                    gap.what(),
                    "what was written "
                            + (gap.afterTid() == 0
                                    ? "from the beginning"
                                    : "after " + FindingMessages.transaction(gap.afterTid()))
                            + (upTo.startsWith("to") ? ", " : " and before ") + upTo));
        }
        reported.clear();
    }

    private void checkPadding(GroupHeader group) throws IOException {
        long end = group.entries() + group.length();
        int length = (int) (group.end() - end);
        ByteBuffer padding = entries.reader().find(end, length);
        for (int i = 0; padding != null && i < length; i++) {
            if (padding.get(i) != 0) {
                findings.add(FindingMessages.notZero(
                        damaged.file(end), Positions.offset(end) + i, "the bytes between two groups are not zero"));
                return;
            }
        }
    }

    private void inDoubt() throws IOException {
        for (Entry.BatchEntry batch : undecided.values()) {
            List<Lost> lost = entries.takeLost(batch.position());
            String branch = "branch " + batch.branch() + ", which is in doubt";
            lost.forEach(each -> record(each, each.object() + " in " + branch));
            if (lastLoss > batch.position()) {
                findings.add(FindingMessages.branch(
                        damaged.file(batch.position()),
                        Positions.offset(batch.position()),
                        "a branch is in doubt whose decision may have stood where the log is damaged",
                        branch + " and wrote " + FindingMessages.objects(batch.oids())));
            }
            visitor.inDoubt(batch, lost);
        }
    }
}
