package dev.odb.ra;

import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LazyEnlistableConnectionManager;
import jakarta.resource.spi.LazyEnlistableManagedConnection;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/**
 * What the server pools: a place in a database for handles and an XAResource. It owns no work; that belongs to the
 * transaction's {@link BranchWork}, which it only points to. Handles may be closed from any thread.
 */
final class OdbManagedConnection implements ManagedConnection, LazyEnlistableManagedConnection, Association {
    private final OpenDatabase database;
    private final OdbCredentials credentials;
    private final AdministratorRole administrator;
    private final OdbXAResource resource;
    private final OdbLocalTransaction local;
    /** Guarded by itself; nearly always one, so a list: a set would have the JVM make an identity hash for each. */
    private final List<OdbConnectionHandle> handles = new ArrayList<>(1);

    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private volatile BranchWork work;
    private final AtomicBoolean broken = new AtomicBoolean();
    private volatile boolean destroyed;
    private PrintWriter logWriter;

    OdbManagedConnection(
            OpenDatabase database, OdbCredentials credentials, AdministratorRole administrator, PrintWriter logWriter) {
        this.database = database;
        this.credentials = credentials;
        this.administrator = administrator;
        this.logWriter = logWriter;
        this.resource = new OdbXAResource(database, credentials.user(), this);
        this.local = new OdbLocalTransaction(this);
    }

    @Override
    public Object getConnection(Subject subject, ConnectionRequestInfo info) throws ResourceException {
        checkUsable();
        OdbConnectionHandle handle = new OdbConnectionHandle(this);
        add(handle);
        return handle;
    }

    @Override
    public void associateConnection(Object given) throws ResourceException {
        checkUsable();
        if (!(given instanceof OdbConnectionHandle handle)) {
            OdbException reason = RaMessages.foreignHandle(given);
            throw new ResourceException(reason.getMessage(), reason);
        }
        OdbManagedConnection from = handle.moveTo(this);
        if (from != null) {
            from.remove(handle);
        }
        add(handle);
    }

    private void add(OdbConnectionHandle handle) {
        synchronized (handles) {
            handles.add(handle);
        }
    }

    private boolean remove(OdbConnectionHandle handle) {
        synchronized (handles) {
            return handles.remove(handle);
        }
    }

    /** The work of the calling thread's transaction, which the connection joins if it has not yet. */
    BranchWork work(ConnectionManager manager) {
        BranchWork known = work;
        if (known != null && !known.isOver()) {
            if (!known.key().matches()) {
                throw RaMessages.otherTransaction();
            }
            known.requireUser(credentials.user());
            return known;
        }
        if (known != null && known.key().surelyMatches()) {
            throw RaMessages.transactionOver(known.reason());
        }
        BranchWork shared = database.sharedLocally(credentials.user());
        if (shared != null) {
            work = shared;
            return shared;
        }
        ResourceException refused = join(manager);
        if (refused != null) {
            throw RaMessages.notEnlisted(refused);
        }
        BranchWork joined = work;
        if (joined == null || joined.isOver()) {
            throw database.isInTransaction() ? RaMessages.leftOut() : RaMessages.noTransaction();
        }
        joined.requireUser(credentials.user());
        return joined;
    }

    /** Refuses a call that is administration, if the caller lacks the role. */
    void requireAdministrator(String call) {
        administrator.require(call);
    }

    /** Has the server enlist it in the calling thread's transaction; gives the reason if it does not want to. */
    ResourceException join(ConnectionManager manager) {
        if (manager instanceof LazyEnlistableConnectionManager lazy) {
            try {
                lazy.lazyEnlist(this);
            } catch (ResourceException e) {
                return e;
            }
        }
        return null;
    }

    /** Whether the calling thread is known to be in a transaction. */
    boolean isInTransaction() {
        return database.isInTransaction();
    }

    /** Whether the thread's transaction has no work yet that this connection has, or would share. */
    boolean isLeftInTransaction() {
        return !isWorking() && isInTransaction() && database.sharedLocally(credentials.user()) == null;
    }

    /** Work of its own, for a local transaction; other connections of the same transaction find it. */
    BranchWork begin() {
        BranchWork begun = database.beginLocally(credentials.user());
        work = begun;
        return begun;
    }

    @Override
    public void started(BranchWork of) {
        work = of;
    }

    /** Tells the pool to throw the connection away, once, if the database cannot be used any more. */
    @Override
    public void failed(Throwable failure) {
        if (database.isUnusableAfter(failure) && broken.compareAndSet(false, true)) {
            Exception told = failure instanceof Exception exception ? exception : new ResourceException(failure);
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, told);
            listeners.forEach(listener -> listener.connectionErrorOccurred(event));
        }
    }

    /** Called by a handle that the application closed. */
    void closed(OdbConnectionHandle handle) {
        if (remove(handle)) {
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
            event.setConnectionHandle(handle);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    /** Takes all handles back and forgets the transaction, which goes on without this connection; a local one ends. */
    @Override
    public void cleanup() {
        List<OdbConnectionHandle> held;
        synchronized (handles) {
            held = handles.isEmpty() ? List.of() : List.copyOf(handles);
            handles.clear();
        }
        held.forEach(OdbConnectionHandle::release);
        local.giveUp();
        resource.reset();
        work = null;
    }

    @Override
    public void destroy() {
        destroyed = true;
        cleanup();
    }

    /** Whether it takes part in a transaction that is not over. */
    boolean isWorking() {
        BranchWork known = work;
        return known != null && !known.isOver();
    }

    /** Whether the application has handles on it. */
    boolean isHeld() {
        synchronized (handles) {
            return !handles.isEmpty();
        }
    }

    /** Whoever has it need not sign on again, so the password must be the same too. */
    boolean matches(OpenDatabase wanted, OdbCredentials with) {
        return database == wanted && credentials.equals(with) && !broken.get() && !destroyed;
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        return local;
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new OdbMetaData(credentials.user());
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        logWriter = writer;
    }

    private void checkUsable() throws ResourceException {
        if (destroyed) {
            OdbException reason = RaMessages.managedConnectionDestroyed();
            throw new ResourceException(reason.getMessage(), reason);
        }
    }
}
