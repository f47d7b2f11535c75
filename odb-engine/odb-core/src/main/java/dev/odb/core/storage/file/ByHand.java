package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.Held;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * Appends what an administrator decides by hand. Other than a transaction manager's decision it is not promised: there may
 * be no room for it, and it may begin a segment. Any thread.
 */
final class ByHand {
    private final Log log;
    private final LogState state;
    private final CommitPath path;
    private final InstantSource clock;

    ByHand(Log log, LogState state, CommitPath path, InstantSource clock) {
        this.log = log;
        this.state = state;
        this.path = path;
        this.clock = clock;
    }

    /** Commits a prepared branch. Gives the tid. */
    long commit(BranchId id, LongConsumer appended) {
        path.requireWritable();
        state.index.fetch(state.branches.require(id).writes());
        long[] end = new long[1];
        HeuristicDecision made = path.section(() -> {
            Held<LogState.PreparedRecords> branch = state.branches.require(id);
            HeuristicDecision decision = decision(branch, Tids.next(state.lastTid, clock));
            long position = append(decision, branch, end);
            long[] positions = branch.content().positions();
            path.makeCurrent(decision.tid(), position, branch.writes(), positions, appended);
            return decision;
        });
        durable(id, end[0]);
        return made.tid();
    }

    /** Rolls a prepared branch back. */
    void rollback(BranchId id) {
        long[] end = new long[1];
        path.section(() -> {
            Held<LogState.PreparedRecords> branch = state.branches.require(id);
            return append(decision(branch, 0), branch, end);
        });
        durable(id, end[0]);
    }

    private HeuristicDecision decision(Held<LogState.PreparedRecords> branch, long tid) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new HeuristicDecision(branch.id(), tid != 0, tid, branch.since(), now);
    }

    /** Gives the group's position. */
    private long append(HeuristicDecision decision, Held<LogState.PreparedRecords> branch, long[] end) {
        Group group = Group.decisionByHand(decision, branch.content().batch());
        end[0] = path.append(group);
        // known before the branch is no longer prepared, so that it is always one of the two
        state.byHand.add(decision);
        path.decided(branch.id());
        return end[0] - group.size();
    }

    private void durable(BranchId id, long end) {
        path.await(end);
        state.byHand.durable(id);
        state.branches.forget(id);
    }

    /** Forgets what was decided. */
    void forget(BranchId id) {
        long end = path.section(() -> {
            state.byHand.requireListed(id);
            long appended = path.append(Group.forgotten(id));
            state.byHand.forgetting(id);
            return appended;
        });
        path.await(end);
        state.byHand.forget(id);
    }

    /** Why a branch could not be decided: that it was decided by hand, durably, or that there is none. */
    RuntimeException refusal(BranchId id, NoSuchElementException unknown) {
        HeuristicDecision known = state.byHand.get(id);
        if (known == null) {
            return unknown;
        }
        path.await(path.section(log::end));
        return StorageMessages.decidedByHand(log.files().location(), known);
    }
}
