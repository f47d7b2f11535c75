package dev.odb.ra;

import dev.odb.NoTransactionException;
import dev.odb.NotPermittedException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.SignOnException;
import dev.odb.spi.ShownUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** The messages of odb-ra, ODB-5000 to ODB-5999. */
final class RaMessages {
    private RaMessages() {}

    // configuration

    static OdbException wrongConfiguration(List<String> mistakes) {
        return new OdbException(
                "ODB-5001",
                "The ODB connection definition cannot be used: " + String.join("; ", mistakes)
                        + ". Correct its config-properties and activate it again.");
    }

    static OdbException settingsDiffer(
            String opener, OdbConfiguration open, String definition, OdbConfiguration asked) {
        Map<String, String> opened = Definition.shared(open);
        List<String> differences = new ArrayList<>();
        Definition.shared(asked).forEach((property, value) -> {
            if (!value.equals(opened.get(property))) {
                differences.add(property + " is '" + value + "' and was '" + opened.get(property) + "'");
            }
        });
        return new OdbException(
                "ODB-5002",
                "The connection definition of the database name '" + definition + "' and that of '" + opener
                        + "' have the same URL '" + ShownUrl.of(asked.url()) + "' and do not agree: "
                        + String.join("; ", differences)
                        + ". All definitions of one URL in an adapter share the open database: give both the same values.");
    }

    static OdbException noConnectionManager() {
        return new OdbException(
                "ODB-5003",
                "A connection factory of the resource adapter needs a server's connection manager. Outside a server open"
                        + " the database with dev.odb.ObjectDatabase.open(url).");
    }

    static OdbException noResourceAdapter() {
        return new OdbException(
                "ODB-5004",
                "The connection definition was not given its resource adapter by the server, so there is no database to"
                        + " use. Deploy odb.rar as a resource adapter instead of using its classes directly.");
    }

    static OdbException adapterStopped() {
        return new OdbException(
                "ODB-5005", "The ODB resource adapter is stopped; its databases are closed. Start or redeploy it.");
    }

    static OdbException foreignResourceAdapter(Object given) {
        return new OdbException(
                "ODB-5006",
                "The connection definition belongs to the ODB resource adapter and cannot be given '" + given + "'.");
    }

    // relational storage

    static OdbException jtaDataSource(String name, Throwable refusal) {
        return new OdbException(
                "ODB-5130",
                "The data source '" + name + "' takes part in JTA transactions (" + refusal
                        + "); the storage has to commit by itself. Define one for this database that does not: in WildFly a"
                        + " data-source with jta=false, no xa-data-source.",
                refusal);
    }

    static OdbException dataSourceNotChecked(String name, Throwable cause) {
        return new OdbException(
                "ODB-5131",
                "Whether the data source '" + name + "' takes part in JTA transactions could not be found out (" + cause
                        + "). Look at the transaction manager, then activate the connection definition again.",
                cause);
    }

    static OdbException notOpen(String database, Throwable failure) {
        return new OdbException(
                "ODB-5132",
                "The database '" + database
                        + "' is not open yet; that is tried again every second, so run the transaction again later. The last"
                        + " attempt failed: "
                        + failure.getMessage(),
                failure);
    }

    // handles

    static OdbException handleClosed() {
        return new OdbException(
                "ODB-5020",
                "This OdbConnection was closed, by the application or by the server that took it back, as a pool may do when"
                        + " its transaction has ended or when it is flushed. Get a new one from the OdbConnectionFactory.");
    }

    static NoTransactionException noTransaction() {
        return new NoTransactionException(
                "ODB-5021",
                "An OdbConnection was used outside a transaction. Begin one first: annotate the method with"
                        + " @Transactional, use an EJB, or call UserTransaction.begin().");
    }

    static NoTransactionException noTransactionForRoot(String root, String database, Throwable cause) {
        return new NoTransactionException(
                "ODB-5022",
                "The root '" + root + "' of the database '" + database + "' was used outside a transaction. Begin one"
                        + " first: annotate the method with @Transactional, use an EJB, or call UserTransaction.begin().",
                cause);
    }

    static NoTransactionException noTransactionForInjected(String database, Throwable cause) {
        return new NoTransactionException(
                "ODB-5450",
                "The injected connection to the database '" + database + "' was used outside a transaction. Begin one"
                        + " first: annotate the method with @Transactional, use an EJB, or call UserTransaction.begin().",
                cause);
    }

    static NoTransactionException otherTransaction() {
        return new NoTransactionException(
                "ODB-5023",
                "This OdbConnection takes part in another transaction than the calling thread's, which is suspended or"
                        + " belongs to another thread. Get a connection of its own for this transaction.");
    }

    static NoTransactionException transactionOver(String reason) {
        return new NoTransactionException(
                "ODB-5024",
                "The transaction's work with the object database is over: " + reason
                        + ". Do the work before the transaction ends, or in a new one.");
    }

    static OdbException endedByServer(String call) {
        return new OdbException(
                "ODB-5025",
                "OdbConnection." + call
                        + "() is for plain Java SE; here the transaction is the server's. Let the method"
                        + " return or use UserTransaction." + call + "(); to give up, setRollbackOnly().");
    }

    static OdbException noConnection(String name, String url, Census.Use use, Throwable cause) {
        StringBuilder why = new StringBuilder();
        boolean ours = false;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at.getMessage() != null && why.indexOf(at.getMessage()) < 0) {
                why.append(why.isEmpty() ? "" : ": ").append(at.getMessage());
            }
            ours |= at instanceof OdbException;
        }
        if (why.isEmpty() || why.charAt(why.length() - 1) != '.') {
            why.append('.');
        }
        String remedy = ours
                ? ""
                : " " + use.inTransaction() + " of its connections take part in transactions, " + use.heldOutside()
                        + " are held outside of one. If its pool is exhausted: look for code that does not close its"
                        + " OdbConnection, close them sooner, or raise max-pool-size.";
        return new OdbException(
                "ODB-5026",
                "The server gave no connection to the database '" + name + "' at " + url + ". It says: " + why + remedy,
                cause);
    }

    static OdbException notEnlisted(Throwable cause) {
        return new OdbException(
                "ODB-5027",
                "The connection could not join the thread's transaction: " + cause.getMessage()
                        + " If the transaction was marked for rollback or timed out, start again in a new one.",
                cause);
    }

    static OdbException foreignHandle(Object handle) {
        return new OdbException("ODB-5028", "Not a connection handle of the ODB resource adapter: '" + handle + "'.");
    }

    static OdbException managedConnectionDestroyed() {
        return new OdbException(
                "ODB-5029",
                "The managed connection was destroyed, as by flushing its pool. If the thread's transaction has used it,"
                        + " roll back and run it again; else get a new one from the connection factory.");
    }

    static OdbException localTransactionActive() {
        return new OdbException(
                "ODB-5030",
                "A transaction is active on this managed connection already. Commit it or roll it back before another"
                        + " local transaction begins.");
    }

    static OdbException noLocalTransaction() {
        return new OdbException(
                "ODB-5031", "No local transaction is active on this managed connection. Begin one first.");
    }

    static OdbException deliveryNotEnlisted() {
        return new OdbException(
                "ODB-5414",
                "The server did not make the delivery's XAResource part of the listener's transaction. Look for what it"
                        + " logged of it; perhaps the database is closed, or the transaction manager is stopping.");
    }

    // pools

    static NoTransactionException leftOut() {
        return new NoTransactionException(
                "ODB-5200",
                "The server did not make this OdbConnection part of the thread's transaction. If the pool was flushed since"
                        + " the connection was handed out, roll the transaction back and run it again. If it happens each"
                        + " time, the adapter is configured for no transactions: set transaction-support=XATransaction.");
    }

    static OdbException givenUp() {
        return new OdbException(
                "ODB-5201",
                "The local transaction was rolled back: its connection was taken back or destroyed, as by flushing the pool,"
                        + " before it was committed. Run it again.");
    }

    // security

    static SignOnException signOnRefused(String database, Throwable cause) {
        return new SignOnException(
                "ODB-5260",
                "The database '" + database + "' requires a user and has refused the sign-on. Give the connection"
                        + " definition the name and the password of one of its users: by the server's security"
                        + " configuration, or by the config-properties user and password; for recovery by"
                        + " recovery-username and recovery-password.",
                cause);
    }

    static OdbException otherUser(String user, String first) {
        return new OdbException(
                "ODB-5261",
                "This transaction works with the database as " + named(first)
                        + " already, and this connection is signed" + " on as " + named(user)
                        + ". Use one user in a transaction, or another transaction.");
    }

    static OdbException otherVersion(String asked, String first) {
        return new OdbException(
                "ODB-5120",
                "This transaction works in " + place(first) + " of the database already, and this connection is of "
                        + place(asked) + ". Use one of them in a transaction, or another transaction.");
    }

    private static String place(String version) {
        return version.isEmpty() ? "the main line" : "version '" + version + "'";
    }

    static NotPermittedException roleMissing(String call, String database, String role, String caller) {
        return new NotPermittedException(
                "ODB-5262",
                "The call " + call + " on the database '" + database + "' requires the role '" + role + "', which "
                        + (caller.isEmpty() ? "this caller, who is not signed on," : "the caller '" + caller + "'")
                        + " does not have. Give the caller that role, make the call from a bean with @RunAs(\"" + role
                        + "\"), or name another role in the config-property adminRole.");
    }

    private static String named(String user) {
        return user.isEmpty() ? "nobody" : "'" + user + "'";
    }

    // XA

    static String unknownBranch(Object id) {
        return "ODB-5050: No branch " + id + " is known to this database; it was never started, or is decided already.";
    }

    static String outOfOrder(String call, Object id, Object state) {
        return "ODB-5051: The transaction manager called " + call + " on the branch " + id + ", which is " + state
                + ".";
    }

    static String duplicate(Object id, Object state) {
        return "ODB-5052: The branch " + id + " exists already and is " + state
                + "; only TMJOIN or TMRESUME can come back to it.";
    }

    static String badFlags(String call, int flags) {
        return "ODB-5053: " + call + " does not allow the flags 0x" + Integer.toHexString(flags) + ".";
    }

    static String badXid(String reason) {
        return "ODB-5054: The Xid cannot be used: " + reason + ".";
    }

    static String rolledBack(Object id, String reason) {
        return "ODB-5055: The branch " + id + " was rolled back: " + reason;
    }

    static String unknownOutcome(Object id, Throwable cause) {
        return "ODB-5056: Whether the branch " + id + " is committed is unknown until the database is opened again: "
                + cause.getMessage();
    }

    static String undecided(String call, Object id, Throwable cause) {
        return "ODB-5057: " + call + " of the prepared branch " + id + " failed; it stays prepared: "
                + cause.getMessage();
    }

    static String databaseUnusable(String call, Throwable cause) {
        return "ODB-5058: " + call + " failed because the database cannot be used: " + cause.getMessage();
    }

    static String decidedByHand(String call, Object id, Throwable cause) {
        return "ODB-5100: " + call + " of the branch " + id + " comes too late: " + cause.getMessage();
    }

    static String notForgotten(Object id, Throwable cause) {
        return "ODB-5101: forget of the branch " + id + ", which was decided by hand, failed; it stays listed: "
                + cause.getMessage();
    }

    // for the log

    static String beanNotRegistered(ObjectName name, JMException reason) {
        return "ODB-5300: The database is not shown in JMX, because '" + name + "' could not be registered (" + reason
                + "). Give each connection definition a databaseName of its own, also those of other adapters.";
    }

    static String beanNotUnregistered(ObjectName name, JMException reason) {
        return "ODB-5301: '" + name + "' could not be taken out of JMX (" + reason
                + "); it shows a database that is closed, and keeps the adapter's classes in memory.";
    }

    static String notOpenedYet(String database, Throwable failure) {
        return "ODB-5133: The database '" + database + "' cannot be opened; that is tried again every second: "
                + failure.getMessage();
    }

    static String openedLate(String database) {
        return "ODB-5134: The database '" + database + "' is open now.";
    }
}
