package dev.odb.ra;

import dev.odb.UnknownOutcomeException;
import dev.odb.core.Branch;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.DecidedByHandException;
import java.util.NoSuchElementException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * One row at a time of the XA state table: what each call does in the branch's state, and the next state. The calls
 * exclude each other, since the transaction reaper ends and rolls back from its own thread.
 */
final class XaBranch {
    private final BranchId id;
    private final ManagedDatabase database;
    private final BranchTable table;
    private final Deadline deadline;
    private BranchWork work;
    private BranchState state;
    private String refusal;

    /** A branch that is started now. */
    XaBranch(BranchId id, ManagedDatabase database, BranchTable table, BranchWork work, Deadline deadline) {
        this.id = id;
        this.database = database;
        this.table = table;
        this.deadline = deadline;
        this.work = work;
        this.state = BranchState.ACTIVE;
    }

    /** A branch that was prepared earlier, perhaps by another process, and perhaps decided by hand since. */
    XaBranch(BranchId id, ManagedDatabase database, BranchTable table) {
        this.id = id;
        this.database = database;
        this.table = table;
        this.deadline = Deadline.NEVER;
        this.state = BranchState.PREPARED;
    }

    /** Comes back to it with TMJOIN or TMRESUME. */
    synchronized BranchWork again(int flags) throws XAException {
        switch (askedState()) {
            case ACTIVE, IDLE -> {
                if (flags == XAResource.TMRESUME) {
                    throw outOfOrder("start(TMRESUME)");
                }
            }
            case SUSPENDED -> {
                if (flags == XAResource.TMJOIN) {
                    throw outOfOrder("start(TMJOIN)");
                }
            }
            case ROLLBACK_ONLY -> throw rolledBack(null);
            case PREPARED, HEURISTIC -> throw duplicate();
            case GONE -> throw table.unknown(id);
        }
        state = BranchState.ACTIVE;
        return work;
    }

    /** Whether it is none any more. */
    synchronized boolean isGone() throws XAException {
        return askedState() == BranchState.GONE;
    }

    /** What start(TMNOFLAGS) on an existing branch throws. */
    synchronized XAException startedTwice() {
        return state() == BranchState.ROLLBACK_ONLY ? rolledBack(null) : duplicate();
    }

    synchronized void end(int flags) throws XAException {
        switch (askedState()) {
            case ACTIVE -> state = flags == XAResource.TMSUSPEND ? BranchState.SUSPENDED : BranchState.IDLE;
            case SUSPENDED -> {
                if (flags == XAResource.TMSUSPEND) {
                    throw outOfOrder("end(TMSUSPEND)");
                }
                state = BranchState.IDLE;
            }
            case IDLE, ROLLBACK_ONLY -> {
                // a joined resource ends it once more
            }
            case PREPARED, HEURISTIC -> throw outOfOrder("end");
            case GONE -> throw table.unknown(id);
        }
        if (flags == XAResource.TMFAIL) {
            refuse("the transaction manager ended it with TMFAIL, as it does when a transaction times out.");
        }
    }

    synchronized int prepare() throws XAException {
        switch (askedState()) {
            case ACTIVE, SUSPENDED, PREPARED, HEURISTIC -> throw outOfOrder("prepare");
            case ROLLBACK_ONLY -> throw giveUp();
            case GONE -> throw table.unknown(id);
            case IDLE -> {
                // goes on below
            }
        }
        Branch.Vote vote;
        try {
            vote = work.prepare(id);
        } catch (RuntimeException | Error e) {
            gone();
            throw XaErrors.of(XAException.XA_RBROLLBACK, RaMessages.rolledBack(id, e.getMessage()), e);
        }
        if (vote == Branch.Vote.READ_ONLY) {
            gone();
            return XAResource.XA_RDONLY;
        }
        state = BranchState.PREPARED;
        work = null;
        return XAResource.XA_OK;
    }

    synchronized void commit(boolean onePhase) throws XAException {
        switch (onePhase ? askedState() : state()) {
            case ACTIVE, SUSPENDED -> throw outOfOrder("commit");
            case ROLLBACK_ONLY -> throw giveUp();
            case GONE -> throw table.unknown(id);
            case IDLE -> {
                if (!onePhase) {
                    throw outOfOrder("commit without prepare");
                }
                commitInOnePhase();
            }
            case PREPARED -> {
                if (onePhase) {
                    throw outOfOrder("one-phase commit");
                }
                decide("commit", database::commitPrepared);
            }
            case HEURISTIC -> decide("commit", database::commitPrepared);
        }
    }

    synchronized void rollback() throws XAException {
        switch (state()) {
            case ACTIVE -> throw outOfOrder("rollback");
            case GONE -> throw table.unknown(id);
            case PREPARED, HEURISTIC -> decide("rollback", database::rollbackPrepared);
            case SUSPENDED, IDLE, ROLLBACK_ONLY -> {
                try {
                    work.rollback("it was rolled back");
                } catch (RuntimeException | Error e) {
                    throw rolledBack(e);
                } finally {
                    gone();
                }
            }
        }
    }

    /** Forgets what an administrator has decided; of any other branch there is nothing to forget. */
    synchronized void forget() throws XAException {
        if (askedState() != BranchState.HEURISTIC) {
            throw table.unknown(id);
        }
        try {
            database.forget(id);
        } catch (NoSuchElementException e) {
            gone();
            throw XaErrors.of(XAException.XAER_NOTA, RaMessages.unknownBranch(id), e);
        } catch (RuntimeException e) {
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.notForgotten(id, e), e);
        }
        gone();
    }

    private void commitInOnePhase() throws XAException {
        try {
            work.commit();
        } catch (UnknownOutcomeException | Error e) {
            // an Error can strike anywhere, also after the commit was written
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.unknownOutcome(id, e), e);
        } catch (RuntimeException e) {
            throw XaErrors.of(XAException.XA_RBROLLBACK, RaMessages.rolledBack(id, e.getMessage()), e);
        } finally {
            gone();
        }
    }

    private void decide(String call, Decision decision) throws XAException {
        try {
            decision.on(id);
        } catch (NoSuchElementException e) {
            gone();
            throw XaErrors.of(XAException.XAER_NOTA, RaMessages.unknownBranch(id), e);
        } catch (DecidedByHandException e) {
            state = BranchState.HEURISTIC;
            int code = e.decision().committed() ? XAException.XA_HEURCOM : XAException.XA_HEURRB;
            throw XaErrors.of(code, RaMessages.decidedByHand(call, id, e), e);
        } catch (RuntimeException | Error e) {
            throw XaErrors.of(XAException.XAER_RMFAIL, RaMessages.undecided(call, id, e), e);
        }
        gone();
    }

    private BranchState state() {
        if (state.compareTo(BranchState.ROLLBACK_ONLY) < 0 && deadline.passed()) {
            refuse("it took longer than its timeout of " + deadline.seconds() + " s.");
        }
        return state;
    }

    /**
     * As {@link #state}; but of a branch that was prepared the database has the word, since an administrator may have
     * decided it, and forgotten that. Decisions need not ask: the database refuses them.
     */
    private BranchState askedState() throws XAException {
        if (state() == BranchState.PREPARED || state == BranchState.HEURISTIC) {
            state = table.ask(id);
            if (state == BranchState.GONE) {
                gone();
            }
        }
        return state;
    }

    private void refuse(String why) {
        if (state != BranchState.ROLLBACK_ONLY) {
            state = BranchState.ROLLBACK_ONLY;
            refusal = why;
            work.markRollbackOnly();
        }
    }

    private XAException giveUp() {
        try {
            work.rollback(refusal);
        } catch (RuntimeException | Error e) {
            return rolledBack(e);
        } finally {
            gone();
        }
        return rolledBack(null);
    }

    private void gone() {
        state = BranchState.GONE;
        work = null;
        table.remove(id, this);
    }

    private XAException rolledBack(Throwable cause) {
        String why = refusal != null ? refusal : "rolling it back failed with " + cause;
        return XaErrors.of(XAException.XA_RBROLLBACK, RaMessages.rolledBack(id, why), cause);
    }

    private XAException outOfOrder(String call) {
        return XaErrors.of(XAException.XAER_PROTO, RaMessages.outOfOrder(call, id, state), null);
    }

    private XAException duplicate() {
        return XaErrors.of(XAException.XAER_DUPID, RaMessages.duplicate(id, state), null);
    }

    @FunctionalInterface
    private interface Decision {
        void on(BranchId id);
    }
}
