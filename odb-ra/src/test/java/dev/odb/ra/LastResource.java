package dev.odb.ra;

import com.arjuna.ats.jta.resources.LastResourceCommitOptimisation;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * What a server puts into a JTA transaction for a connection without XA: the last resource, which is committed in one
 * phase after all others have prepared. Every failure of its commit means rolled back, as in IronJacamar.
 */
final class LastResource implements LastResourceCommitOptimisation {
    private final ManagedConnection connection;

    LastResource(ManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        call(LocalTransaction::begin, XAException.XAER_RMERR);
    }

    @Override
    public void end(Xid xid, int flags) {
        // a local transaction has no end but commit and rollback
    }

    @Override
    public int prepare(Xid xid) {
        throw new IllegalStateException("the last resource is not prepared");
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        call(LocalTransaction::commit, XAException.XA_RBROLLBACK);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        call(LocalTransaction::rollback, XAException.XAER_RMERR);
    }

    @Override
    public void forget(Xid xid) {
        // decides nothing
    }

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

    private void call(Call what, int code) throws XAException {
        try {
            what.on(connection.getLocalTransaction());
        } catch (ResourceException e) {
            throw XaErrors.of(code, "local transaction failed", e);
        }
    }

    private interface Call {
        void on(LocalTransaction local) throws ResourceException;
    }
}
