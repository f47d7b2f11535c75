package dev.odb.ra;

import dev.odb.NoTransactionException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import java.util.List;

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

    static OdbException settingsDiffer(OdbConfiguration open, OdbConfiguration asked) {
        return new OdbException(
                "ODB-5002",
                "The database '" + asked.url() + "' is open with " + settings(open)
                        + " already, and another connection definition asks for " + settings(asked)
                        + ". All definitions of one URL in an adapter share the open database: give them the same values.");
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

    static OdbException noInflow() {
        return new OdbException(
                "ODB-5007",
                "The ODB resource adapter delivers no messages yet, so a message-driven bean cannot be activated on it."
                        + " Use the bean with a JMS destination.");
    }

    // handles

    static OdbException handleClosed() {
        return new OdbException(
                "ODB-5020",
                "This OdbConnection was closed, by the application or by the server that took it back. Get a new one from"
                        + " the OdbConnectionFactory.");
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

    static OdbException noConnection(String url, Throwable cause) {
        return new OdbException(
                "ODB-5026",
                "The server gave no connection to the database '" + url + "': " + cause.getMessage()
                        + " If the pool is exhausted, close connections earlier or raise max-pool-size.",
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
                "ODB-5029", "This managed connection was destroyed. Get a new one from the connection factory.");
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

    private static String settings(OdbConfiguration configuration) {
        return "readOnly=" + configuration.readOnly() + ", lockWaitMillis="
                + configuration.lockWait().toMillis();
    }
}
