package dev.odb.ra;

import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PreparedBranch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * The XA branches of one open database by their names, so that every XAResource of the database, whichever connection or
 * recovery pass it came from, means the same branch. Whether a branch is in doubt is decided by the database; the table
 * only remembers it. All threads may use it.
 */
final class BranchTable {
    private final ManagedDatabase database;
    private final LongSupplier clock;
    private final ConcurrentMap<BranchId, XaBranch> branches = new ConcurrentHashMap<>();

    BranchTable(ManagedDatabase database, LongSupplier clock) {
        this.database = database;
        this.clock = clock;
        for (PreparedBranch one : database.prepared()) {
            branches.put(one.id(), new XaBranch(one.id(), database, this));
        }
        for (HeuristicDecision one : database.decidedByHand()) {
            branches.put(one.id(), new XaBranch(one.id(), database, this));
        }
    }

    /**
     * Starts a branch, joins or resumes it.
     *
     * @param fresh makes the work of a new branch
     * @param timeout seconds, 0 for none
     */
    BranchWork start(BranchId id, int flags, int timeout, Supplier<BranchWork> fresh) throws XAException {
        return switch (flags) {
            case XAResource.TMNOFLAGS -> begin(id, timeout, fresh);
            case XAResource.TMJOIN, XAResource.TMRESUME -> find(id).again(flags);
            default -> throw badFlags("start", flags);
        };
    }

    void end(BranchId id, int flags) throws XAException {
        switch (flags) {
            case XAResource.TMSUCCESS, XAResource.TMFAIL, XAResource.TMSUSPEND -> find(id).end(flags);
            default -> throw badFlags("end", flags);
        }
    }

    int prepare(BranchId id) throws XAException {
        return find(id).prepare();
    }

    void commit(BranchId id, boolean onePhase) throws XAException {
        (onePhase ? find(id) : findInDoubt(id)).commit(onePhase);
    }

    void rollback(BranchId id) throws XAException {
        findInDoubt(id).rollback();
    }

    void forget(BranchId id) throws XAException {
        findInDoubt(id).forget();
    }

    /** The names of the branches in doubt, and of those that were decided by hand and not forgotten. */
    List<BranchId> toRecover() throws XAException {
        try {
            Set<BranchId> listed = new LinkedHashSet<>();
            // in this order, so that none is missed that is decided meanwhile
            database.recoverable().forEach(branch -> listed.add(branch.id()));
            database.decidedByHand().forEach(decision -> listed.add(decision.id()));
            return List.copyOf(listed);
        } catch (RuntimeException e) {
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.databaseUnusable("recover", e), e);
        }
    }

    /** What the database knows of a branch that was prepared. */
    BranchState ask(BranchId id) throws XAException {
        try {
            // in this order, so that it is not missed if it is decided meanwhile
            boolean prepared =
                    database.prepared().stream().anyMatch(branch -> branch.id().equals(id));
            if (database.decidedByHand().stream()
                    .anyMatch(decision -> decision.id().equals(id))) {
                return BranchState.HEURISTIC;
            }
            return prepared ? BranchState.PREPARED : BranchState.GONE;
        } catch (RuntimeException e) {
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.databaseUnusable("a look at branch " + id, e), e);
        }
    }

    void remove(BranchId id, XaBranch branch) {
        branches.remove(id, branch);
    }

    XAException unknown(BranchId id) {
        return XaErrors.of(XAException.XAER_NOTA, RaMessages.unknownBranch(id), null);
    }

    static XAException badFlags(String call, int flags) {
        return XaErrors.of(XAException.XAER_INVAL, RaMessages.badFlags(call, flags), null);
    }

    private BranchWork begin(BranchId id, int timeout, Supplier<BranchWork> fresh) throws XAException {
        XaBranch known = branches.get(id);
        if (known == null || known.isGone()) {
            BranchWork work = begin(fresh);
            XaBranch made = new XaBranch(id, database, this, work, Deadline.in(timeout, clock));
            known = branches.putIfAbsent(id, made);
            if (known == null) {
                return work;
            }
            work.rollback("another thread started the branch first");
        }
        throw known.startedTwice();
    }

    private static BranchWork begin(Supplier<BranchWork> fresh) throws XAException {
        try {
            return fresh.get();
        } catch (RuntimeException e) {
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.databaseUnusable("start", e), e);
        }
    }

    private XaBranch find(BranchId id) throws XAException {
        XaBranch found = branches.get(id);
        if (found == null) {
            throw unknown(id);
        }
        return found;
    }

    /** What the table does not know may still be in doubt: the database says so when it is decided. */
    private XaBranch findInDoubt(BranchId id) throws XAException {
        XaBranch found = branches.get(id);
        return found != null ? found : new XaBranch(id, database, this);
    }
}
