package dev.odb.cdi.impl;

import dev.odb.OdbException;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Site;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** The messages of odb-cdi, ODB-6000 to ODB-6999. */
final class CdiMessages {
    private CdiMessages() {}

    static DeploymentException deployment(List<String> mistakes) {
        return new DeploymentException("ODB-6001: The deployment has " + mistakes.size()
                + (mistakes.size() == 1 ? " mistake" : " mistakes") + ":\n  " + String.join("\n  ", mistakes));
    }

    static String badRoot(String place, OdbRoot qualifier, String mistake) {
        return "ODB-6002: @OdbRoot(\"" + qualifier.value() + "\") at " + place + ": " + mistake + ".";
    }

    static String notTransactional(Site site) {
        return "ODB-6003: @RetryOnConflict on " + site
                + " has no transaction to replay. Add @Transactional, or remove @RetryOnConflict.";
    }

    static String ownsNoTransaction(Site site, TxType type) {
        return "ODB-6004: @RetryOnConflict on " + site + " never owns a transaction, since it is @Transactional(" + type
                + "). Use REQUIRED or REQUIRES_NEW, or remove @RetryOnConflict.";
    }

    static String onlyJoins(Site site) {
        return "ODB-6005: @RetryOnConflict on " + site
                + " does nothing, since @Transactional(MANDATORY) always joins its caller's transaction;"
                + " put it on the method that begins the transaction.";
    }

    static String badSettings(Site site, RetryOnConflict settings) {
        return "ODB-6006: @RetryOnConflict on " + site + " has replays = " + settings.replays() + " and timeout = "
                + settings.timeout() + ". replays must not be negative, timeout must be at least 1 second.";
    }

    static OdbException refused(String mistake) {
        return new OdbException("ODB-6007", "This call is refused, since its replay is not possible: " + mistake);
    }

    static OdbException noTransactionRegistry(String name, Exception cause) {
        return new OdbException(
                "ODB-6008",
                "There is no TransactionSynchronizationRegistry, neither as a bean nor as '" + name
                        + "'. @RetryOnConflict needs Jakarta Transactions: run in a Jakarta EE server, or add a"
                        + " transaction manager with CDI support.",
                cause);
    }

    static String notIntercepted(Site site) {
        return "ODB-6009: @RetryOnConflict on " + site
                + " is never reached by an interceptor, since the method is private or"
                + " static. Move it to a method that is called from outside the bean.";
    }

    static String neverReplayed(Site site, Class<? extends Throwable> type) {
        return "ODB-6030: @RetryOnConflict on " + site + " has on = " + type.getName()
                + ", which is never replayed, since nobody but the caller can tell what to do then. Remove it.";
    }
}
