package dev.odb.cdi;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** An XA resource that refuses to commit, as the adapter does when its branch lost a conflict. */
public final class LosingResource implements XAResource {
    private final Exception cause;

    /** Refuses for a reason, or with that very answer. */
    public LosingResource(Exception cause) {
        this.cause = cause;
    }

    public static ConflictException conflict(long oid) {
        return new ConflictException("ODB-3001", "lost " + oid, oid, "Issue", 5, 7);
    }

    public static StaleObjectException stale(long oid) {
        return new StaleObjectException("ODB-3002", "stale " + oid, oid, "Issue", 5, 7);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        throw refusal();
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        throw refusal();
    }

    private XAException refusal() {
        if (cause instanceof XAException answer) {
            return answer;
        }
        XAException refusal = new XAException(XAException.XA_RBROLLBACK);
        refusal.initCause(cause);
        return refusal;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
