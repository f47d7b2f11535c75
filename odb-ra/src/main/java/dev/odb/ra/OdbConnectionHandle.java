package dev.odb.ra;

import dev.odb.ExportReport;
import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.OdbTransaction;
import dev.odb.OtherResources;
import dev.odb.Savepoint;
import dev.odb.TaskQueue;
import jakarta.resource.spi.ConnectionManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an application holds. It joins the transaction when it is first used, and takes part in the work that all handles
 * of the transaction share. For one thread at a time, except that the server may take it back from any thread; after it
 * was closed it holds nothing.
 */
public final class OdbConnectionHandle implements OdbConnection {
    private OdbManagedConnection connection;
    private ConnectionManager manager;
    private ClassLoader loader;
    private Isolation isolation = Isolation.SNAPSHOT;
    private String version = "";
    private final boolean obtainedOutside;

    OdbConnectionHandle(OdbManagedConnection connection) {
        this.connection = connection;
        this.loader = Loaders.ofThread();
        this.obtainedOutside = !connection.isInTransaction();
    }

    /** Called by the factory once it has the handle from the server. */
    synchronized void opened(ConnectionManager from, ClassLoader of, Isolation wanted, String in) {
        manager = from;
        version = in;
        loader = of;
        isolation = wanted;
    }

    @Override
    public <T> T root(String name, Class<T> type) {
        return call(session -> session.root(name, type));
    }

    @Override
    public <T> T root(String name, Class<T> type, Supplier<? extends T> initial) {
        return call(session -> session.root(name, type, initial));
    }

    @Override
    public Map<String, Object> roots() {
        return call(OdbConnection::roots);
    }

    @Override
    public long oid(Object object) {
        return call(session -> session.oid(object));
    }

    @Override
    public long serial(Object object) {
        return call(session -> session.serial(object));
    }

    @Override
    public void readCurrent(Object object) {
        run(session -> session.readCurrent(object));
    }

    @Override
    public void requireUnchanged(long oid, long serial) {
        run(session -> session.requireUnchanged(oid, serial));
    }

    @Override
    public void undo(OtherResources others, long... tids) {
        requireAdministrator("undo");
        run(session -> session.undo(others, tids));
    }

    @Override
    public TaskQueue queue(String name) {
        return call(session -> session.queue(name));
    }

    @Override
    public synchronized String version() {
        return version;
    }

    @Override
    public void beginVersion() {
        run(OdbConnection::beginVersion);
    }

    @Override
    public void commitVersion(String name) {
        run(session -> session.commitVersion(name));
    }

    @Override
    public void abortVersion(String name) {
        run(session -> session.abortVersion(name));
    }

    @Override
    public void lock(Object object) {
        run(session -> session.lock(object));
    }

    @Override
    public void lock(Object object, Duration most) {
        run(session -> session.lock(object, most));
    }

    @Override
    public void unlock(Object object) {
        run(session -> session.unlock(object));
    }

    private void run(Consumer<OdbConnection> what) {
        call(session -> {
            what.accept(session);
            return null;
        });
    }

    @Override
    public Savepoint savepoint() {
        return call(OdbConnection::savepoint);
    }

    @Override
    public OdbTransaction transaction() {
        return call(OdbConnection::transaction);
    }

    @Override
    public ExportReport exportTo(Object object, OutputStream out) throws IOException {
        requireAdministrator("exportTo");
        return transfer(session -> session.exportTo(object, out));
    }

    @Override
    public <T> T importFrom(InputStream in, Class<T> type) throws IOException {
        return transfer(session -> session.importFrom(in, type));
    }

    private void requireAdministrator(String call) {
        OdbManagedConnection on;
        synchronized (this) {
            on = connection;
        }
        if (on == null) {
            throw RaMessages.handleClosed();
        }
        on.requireAdministrator(call);
    }

    /** A call that reads or writes a stream of the application. */
    private interface Transfer<T> {
        T run(OdbConnection session) throws IOException;
    }

    private <T> T transfer(Transfer<T> what) throws IOException {
        try {
            return call(session -> {
                try {
                    return what.run(session);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public <T> T unwrap(T object) {
        return call(session -> session.unwrap(object));
    }

    /** Throws: the transaction is the server's. */
    @Override
    public void commit() {
        throw RaMessages.endedByServer("commit");
    }

    /** Throws: the transaction is the server's. */
    @Override
    public void rollback() {
        throw RaMessages.endedByServer("rollback");
    }

    @Override
    public void close() {
        if (obtainedOutside) {
            stayWithTransaction();
        }
        OdbManagedConnection from = release();
        if (from != null) {
            from.closed(this);
        }
    }

    /**
     * IronJacamar makes a connection that a component holds the connection of the transaction that it begins. If it were
     * closed unused, it would go back to the pool, and to others, and be the transaction's all the same. So it joins first.
     */
    private void stayWithTransaction() {
        OdbManagedConnection on;
        ConnectionManager by;
        synchronized (this) {
            on = connection;
            by = manager;
        }
        if (on != null && on.isLeftInTransaction()) {
            on.join(by);
        }
    }

    /** The transaction's work; joins the transaction if this has not been done. */
    BranchWork work() {
        OdbManagedConnection on;
        ConnectionManager by;
        synchronized (this) {
            on = connection;
            by = manager;
        }
        if (on == null) {
            throw RaMessages.handleClosed();
        }
        return on.work(by);
    }

    /** Moves it to another connection. */
    synchronized OdbManagedConnection moveTo(OdbManagedConnection to) {
        OdbManagedConnection from = connection;
        connection = to;
        return from;
    }

    /** Lets go of everything; gives the connection it was on, null if it was closed before. */
    synchronized OdbManagedConnection release() {
        OdbManagedConnection from = connection;
        connection = null;
        manager = null;
        loader = null;
        return from;
    }

    private <T> T call(Function<OdbConnection, T> what) {
        BranchWork work = work();
        OdbManagedConnection on;
        ClassLoader of;
        Isolation wanted;
        String in;
        synchronized (this) {
            on = connection;
            of = loader;
            wanted = isolation;
            in = version;
        }
        if (on == null) {
            throw RaMessages.handleClosed();
        }
        try {
            return what.apply(work.session(of, wanted, in));
        } catch (RuntimeException e) {
            on.failed(e);
            throw e;
        }
    }
}
