package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import dev.odb.core.Engine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A real database with an account of 100, and the XAResource of a connection to it, for tests that play transaction manager. */
final class XaDatabase implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    final AtomicLong nanos = new AtomicLong();
    final Engine engine;
    final OdbManagedConnection connection;
    final XAResource resource;
    private final OdbConfiguration configuration;
    private final OpenDatabase database;

    private XaDatabase(OdbConfiguration configuration) {
        this.configuration = configuration;
        engine = Engine.open(configuration);
        database = new OpenDatabase(configuration, engine, () -> null, nanos::get);
        connection = anotherConnection();
        resource = connection.getXAResource();
    }

    static String memory() {
        return "odb:memory:xa-" + NEXT.incrementAndGet();
    }

    static XaDatabase open(String url) {
        XaDatabase made = new XaDatabase(
                OdbConfiguration.of(url).withLockWait(Duration.ofMillis(1)).withReplays(0));
        made.engine.transact(c -> c.root("account", Account.class, () -> new Account(100)));
        return made;
    }

    /** Closes it, and opens it again. */
    XaDatabase reopen() {
        close();
        return new XaDatabase(configuration);
    }

    /** The XAResource of another connection. */
    XAResource another() {
        return anotherConnection().getXAResource();
    }

    OdbManagedConnection anotherConnection() {
        return new OdbManagedConnection(
                database, OdbCredentials.NONE, new AdministratorRole("odb", AdministratorRole.EVERYBODY), null);
    }

    /** Starts a branch and adds to the account in it, or reads it if the amount is 0. */
    void work(Xid xid, int amount) throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        add(connection, amount);
    }

    /** Adds to the account in the branch that the connection is in. */
    static void add(OdbManagedConnection in, int amount) {
        try {
            OdbConnectionHandle handle = (OdbConnectionHandle) in.getConnection(null, null);
            Account account = handle.root("account", Account.class);
            if (amount == 0) {
                account.balance();
            } else {
                account.add(amount);
            }
            handle.close();
        } catch (jakarta.resource.ResourceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Brings a branch that adds to the account to where it is prepared. */
    XAResource prepare(Xid xid, int amount) throws XAException {
        work(xid, amount);
        resource.end(xid, XAResource.TMSUCCESS);
        if (resource.prepare(xid) != XAResource.XA_OK) {
            throw new IllegalStateException("it voted read-only");
        }
        return resource;
    }

    void addElsewhere(int amount) {
        engine.transact(c -> {
            c.root("account", Account.class).add(amount);
            return null;
        });
    }

    int balance() {
        return engine.transact(c -> c.root("account", Account.class).balance());
    }

    boolean listed(Xid xid) throws XAException {
        return Stream.of(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .anyMatch(each -> each.equals(xid));
    }

    /** How an administrator names it. */
    static String id(Xid xid) throws XAException {
        return Xids.id(xid).toString();
    }

    /** A short name of an error. */
    static String name(int code) {
        return switch (code) {
            case XAException.XAER_NOTA -> "NOTA";
            case XAException.XAER_PROTO -> "PROTO";
            case XAException.XAER_DUPID -> "DUPID";
            case XAException.XAER_INVAL -> "INVAL";
            case XAException.XAER_RMFAIL -> "RMFAIL";
            case XAException.XA_RBROLLBACK -> "RB";
            case XAException.XA_HEURCOM -> "HEURCOM";
            case XAException.XA_HEURRB -> "HEURRB";
            default -> "code " + code;
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
