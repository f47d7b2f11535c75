package dev.odb.benchmarks.server.nothing;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Agrees to everything. */
final class NothingXaResource implements XAResource {
    private final String name;

    NothingXaResource(String name) {
        this.name = name;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) {
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {}

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
        return other instanceof NothingXaResource that && name.equals(that.name);
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return true;
    }
}
