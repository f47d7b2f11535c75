package dev.odb.ra;

import dev.odb.core.storage.BranchId;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Hands the transaction manager's calls to the {@link BranchTable}; holds no branch itself, so any XAResource of a
 * database can end what another one started. Any thread may call.
 */
final class OdbXAResource implements XAResource {
    private final OpenDatabase database;
    private final String user;
    private final Association association;
    private volatile int timeout;

    /**
     * Makes one.
     *
     * @param user stored with the transactions it starts
     * @param association whose handles work in the branches it starts
     */
    OdbXAResource(OpenDatabase database, String user, Association association) {
        this.database = database;
        this.user = user;
        this.association = association;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        BranchId id = Xids.id(xid);
        watched(() -> {
            association.started(database.branches().start(id, flags, timeout, () -> database.begin(user)));
            return XA_OK;
        });
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        database.branches().end(Xids.sought(xid), flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        BranchId id = Xids.sought(xid);
        return watched(() -> database.branches().prepare(id));
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        BranchId id = Xids.sought(xid);
        watched(() -> {
            database.branches().commit(id, onePhase);
            return XA_OK;
        });
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        BranchId id = Xids.sought(xid);
        watched(() -> {
            database.branches().rollback(id);
            return XA_OK;
        });
    }

    /** Only what an administrator has decided by hand can be forgotten: this software never decides by itself. */
    @Override
    public void forget(Xid xid) throws XAException {
        BranchId id = Xids.sought(xid);
        watched(() -> {
            database.branches().forget(id);
            return XA_OK;
        });
    }

    /** All branches in doubt or decided by hand at the start of a scan, nothing in its later steps. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
            throw BranchTable.badFlags("recover", flags);
        }
        if ((flags & TMSTARTRSCAN) == 0) {
            return new Xid[0];
        }
        return database.branches().toRecover().stream().map(Xids::xid).toArray(Xid[]::new);
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return Wrappers.unwrap(other) instanceof OdbXAResource that
                && that.database.id().equals(database.id());
    }

    /** Forgets what was set for the transactions of its last user. */
    void reset() {
        timeout = 0;
    }

    @Override
    public int getTransactionTimeout() {
        return timeout;
    }

    /** For the branches started from now on; 0 means none. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw BranchTable.badFlags("setTransactionTimeout", seconds);
        }
        timeout = seconds;
        return true;
    }

    private int watched(Call call) throws XAException {
        try {
            return call.run();
        } catch (XAException e) {
            association.failed(e);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Call {
        int run() throws XAException;
    }
}
