package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.PackProgress.Phase;
import dev.odb.PackReport.Contents;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.OnePack;
import java.io.IOException;
import java.util.List;

/**
 * One pack of a log: marks what stays, copies it into a new log beside the old one, and puts that in its place. Writers
 * stand still twice: while the last of what they wrote is looked at before it is decided what goes, and while the last of
 * it is copied and the new log takes over. One thread.
 */
final class FilePack {
    /** If writers have added less than that since the last look, they can wait for it. */
    private static final long SMALL = 1 << 20;

    private static final int ROUNDS = 10;

    private final OpenLog old;
    private final PackRequest request;
    private final FileSettings settings;
    private final Steps steps;
    private final LogState next = new LogState();
    private final PackMark mark;
    private final PackProgressMeter meter;
    private final long packedBefore;
    private final long upTo;
    private PackedLog target;
    private boolean done;

    /** Something that reads and writes. */
    @FunctionalInterface
    interface Step {
        /** Does it; an IOException is a failed write. */
        void run() throws IOException, DamagedException;
    }

    /** What it does to the storage. */
    interface Steps {
        /** Runs a step while nobody appends and everything appended is durable. */
        void exclusively(Step step) throws IOException, DamagedException;

        /** These objects will be gone, or, with null, not. */
        void removing(OidSet oids);

        /** Reads and writes go to this log from now on. */
        void replace(Log log, LogState state);
    }

    FilePack(OpenLog old, PackRequest request, OnePack guard, FileSettings settings, Steps steps) {
        this.old = old;
        this.request = request;
        this.settings = settings;
        this.steps = steps;
        packedBefore = old.state().packedTid;
        upTo = Math.max(request.upTo(), packedBefore);
        meter = new PackProgressMeter(guard, request.monitor(), old.log());
        mark = new PackMark(old, request.references(), upTo, next, meter);
    }

    PackResult run() {
        String location = old.log().files().location();
        try {
            return pack();
        } catch (CorruptStorageException e) {
            throw StorageMessages.packUnreadable(location, e);
        } catch (DamagedException e) {
            String where = Positions.describe(e.position());
            throw StorageMessages.packUnreadable(
                    location, StorageMessages.damagedLog(location, where, e.getMessage(), "the pack"));
        } catch (IOException e) {
            throw StorageMessages.packUnwritable(location, e);
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    private PackResult pack() throws IOException, DamagedException {
        if (request.keepUnreachable()) {
            mark.keepEverything();
        }
        CommitPath.Cut cut = old.path().cut();
        mark.read(old.log().start(), cut.end());
        boolean idle = mark.newestPacked() <= packedBefore;
        if (idle) {
            mark.keepEverything();
        }
        meter.expect(Phase.FOLLOW, mark.objects());
        mark.keepUndecided(cut.undecided());
        mark.follow();
        if (!idle && !request.dryRun()) {
            return packMarked(seal(cut));
        }
        Contents[] contents = count(cut, mark.remove());
        done = true;
        return new PackResult(
                Math.max(packedBefore, mark.newestPacked()), contents[0], contents[idle ? 0 : 1], new OidSet());
    }

    private Contents[] count(CommitPath.Cut cut, OidSet removed) throws IOException, DamagedException {
        PackCopy copy = new PackCopy(
                old, next, mark.versions(), PackTarget.counting(SegmentName.HIGHEST), upTo, settings, meter);
        meter.expect(Phase.KEEP, old.log().used());
        copy.copy(old.log().start(), cut);
        return contents(copy, removed);
    }

    private Contents[] contents(PackCopy copy, OidSet removed) {
        return new Contents[] {
            copy.before(old.log().used(), mark.objects()), copy.after(mark.objects() - removed.size())
        };
    }

    /** Looks at what was written meanwhile and decides what goes. */
    private OidSet seal(CommitPath.Cut looked) throws IOException, DamagedException {
        CommitPath.Cut more = old.path().cut();
        look(looked, more);
        OidSet[] removed = new OidSet[1];
        Exception[] failed = new Exception[1];
        request.seal().during(() -> {
            try {
                steps.exclusively(() -> {
                    look(more, old.path().cut());
                    removed[0] = mark.remove();
                    steps.removing(removed[0]);
                });
            } catch (IOException | DamagedException e) {
                failed[0] = e;
            }
        });
        if (failed[0] instanceof DamagedException e) {
            throw e;
        }
        if (failed[0] instanceof IOException e) {
            throw e;
        }
        return removed[0];
    }

    private void look(CommitPath.Cut from, CommitPath.Cut to) throws IOException, DamagedException {
        mark.read(from.end(), to.end());
        mark.keepUndecided(to.undecided());
        mark.follow();
    }

    private PackResult packMarked(OidSet removed) throws IOException, DamagedException {
        target = PackedLog.begin(old.log(), settings);
        PackCopy copy = new PackCopy(old, next, mark.versions(), target, upTo, settings, meter);
        copy.begin(mark.newestPacked());
        CommitPath.Cut cut = old.path().cut();
        meter.expect(Phase.KEEP, old.log().usedBefore(cut.end()));
        copy.copy(old.log().start(), cut);
        long end = catchUp(copy, cut.end());
        steps.exclusively(() -> {
            try {
                copy.copyOn(end, old.path().cut().end());
                copy.finish(old.path().oidEnd());
                requireSame();
                target.takeOver(CommitPath.reserve(next));
                steps.replace(target.log(), next);
                done = true;
            } finally {
                if (!done) {
                    giveUp();
                }
            }
        });
        Contents[] contents = contents(copy, removed);
        target.removeOld();
        return new PackResult(next.packedTid, contents[0], contents[1], removed);
    }

    /** Copies what was appended meanwhile, and forces it, until there is little left. */
    private long catchUp(PackCopy copy, long copied) throws IOException, DamagedException {
        target.force();
        long end = copied;
        long behind = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && behind > SMALL; i++) {
            long now = old.path().cut().end();
            behind = old.log().usedBefore(now) - old.log().usedBefore(end);
            copy.copyOn(end, now);
            target.force();
            end = now;
        }
        return end;
    }

    /** What can be compared cheaply: a mistake here would be found only when it is too late. */
    private void requireSame() {
        List<BranchId> expected = ids(old.state());
        List<HeuristicDecision> byHand = old.state().byHand.list();
        if (next.lastTid != old.state().lastTid
                || !ids(next).equals(expected)
                || !next.byHand.list().equals(byHand)) {
            throw new IllegalStateException("the packed log ends with transaction " + next.lastTid + " and branches "
                    + ids(next) + next.byHand.list() + " instead of " + old.state().lastTid + " and " + expected
                    + byHand);
        }
    }

    private static List<BranchId> ids(LogState state) {
        return state.branches.list().stream().map(Held::id).toList();
    }

    private void giveUp() {
        steps.removing(null);
        if (target != null) {
            PackedLog begun = target;
            target = null;
            try {
                begun.abandon();
            } catch (IOException e) {
                old.path().fail(e);
            }
        }
    }
}
