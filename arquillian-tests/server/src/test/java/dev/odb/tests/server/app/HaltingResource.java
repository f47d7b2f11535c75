package dev.odb.tests.server.app;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Ends the process when it is told to commit: everything is prepared and decided then, and nothing after it committed. */
public final class HaltingResource implements XAResource {
    /** What the process ends with. */
    public static final int STATUS = 99;

    @Override
    public void commit(Xid xid, boolean onePhase) {
        Runtime.getRuntime().halt(STATUS);
    }

    @Override
    public int prepare(Xid xid) {
        return XA_OK;
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
    public Xid[] recover(int flags) {
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
