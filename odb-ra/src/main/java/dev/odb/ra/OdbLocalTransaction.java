package dev.odb.ra;

import dev.odb.OdbException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;

/** Transactions of one managed connection without XA, ended by the server. */
final class OdbLocalTransaction implements LocalTransaction {
    private final OdbManagedConnection connection;
    private BranchWork work;
    private boolean givenUp;

    OdbLocalTransaction(OdbManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void begin() throws ResourceException {
        if (work != null) {
            throw refused(RaMessages.localTransactionActive());
        }
        givenUp = false;
        try {
            work = connection.begin();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void commit() throws ResourceException {
        if (givenUp) {
            throw refused(RaMessages.givenUp());
        }
        BranchWork ending = take();
        try {
            ending.commit();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    /** Also the answer to a server that has destroyed the connection and then ends its transaction: it is rolled back. */
    @Override
    public synchronized void rollback() throws ResourceException {
        if (givenUp) {
            return;
        }
        BranchWork ending = take();
        try {
            ending.rollback("it was rolled back");
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    /** Rolls back what was left open when the connection goes back to the pool. */
    synchronized void giveUp() {
        BranchWork open = work;
        work = null;
        if (open != null) {
            givenUp = true;
            open.rollback("its connection went back to the pool before it was committed");
        }
    }

    private BranchWork take() throws ResourceException {
        BranchWork taken = work;
        work = null;
        if (taken == null) {
            throw refused(RaMessages.noLocalTransaction());
        }
        return taken;
    }

    private ResourceException failed(Throwable cause) {
        connection.failed(cause);
        return new LocalTransactionException(cause.getMessage(), cause);
    }

    private static ResourceException refused(OdbException reason) {
        return new LocalTransactionException(reason.getMessage(), reason);
    }
}
