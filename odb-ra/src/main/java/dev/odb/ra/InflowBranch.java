package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.ra.inflow.DeliveryBranch;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** The branch of a delivery, whose connection to the database is no pooled one. */
final class InflowBranch implements DeliveryBranch, Association {
    private final OdbXAResource resource;
    private final Isolation isolation;
    private volatile BranchWork work;
    private volatile boolean inDoubt;

    InflowBranch(OpenDatabase database, String user, Isolation isolation) {
        this.resource = new OdbXAResource(database, user, this);
        this.isolation = isolation;
    }

    @Override
    public void started(BranchWork begun) {
        work = begun;
    }

    /** Every other failure of a begun branch is a rollback. */
    @Override
    public void failed(Throwable failure) {
        inDoubt |= work != null && failure instanceof XAException e && e.errorCode == XAException.XAER_RMFAIL;
    }

    @Override
    public XAResource resource() {
        return resource;
    }

    @Override
    public OdbConnection session(ClassLoader loader) {
        BranchWork begun = work;
        if (begun == null) {
            throw RaMessages.deliveryNotEnlisted();
        }
        return begun.session(loader, isolation, "");
    }

    @Override
    public void detectConflict() {
        BranchWork begun = work;
        if (begun != null) {
            begun.detectConflict();
        }
    }

    @Override
    public boolean isInDoubt() {
        return inDoubt;
    }

    @Override
    public void markRollbackOnly() {
        BranchWork begun = work;
        if (begun != null) {
            begun.markRollbackOnly();
        }
    }
}
