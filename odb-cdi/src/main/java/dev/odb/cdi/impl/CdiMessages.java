package dev.odb.cdi.impl;

import dev.odb.OdbException;
import dev.odb.cdi.OdbDatabase;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Site;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    static String noProducer(RootName root, String place) {
        return "ODB-6010: @InitialRoot for the root " + root + " at " + place
                + " makes nothing, since the method is no producer. Add @Produces.";
    }

    static String initialNotDependent(RootName root, String place, Class<?> scope) {
        return "ODB-6011: The initial value of the root " + root + " at " + place + " has the scope @"
                + scope.getSimpleName() + ". It must be a new object each time: remove the scope.";
    }

    static String severalInitials(RootName root, List<String> places) {
        return "ODB-6012: The root " + root + " has more than one initial value: " + String.join(" and ", places)
                + ". Leave one, or make the one that is to count an alternative.";
    }

    static String initialOfOtherType(RootName root, Type made, String maker, Type wanted, Set<String> places) {
        return "ODB-6013: The initial value of the root " + root + " at " + maker + " is a " + made.getTypeName()
                + ", and the root is injected as " + wanted.getTypeName() + " at " + String.join(", ", places)
                + ". Give both the same type, or inject a type that the initial value has.";
    }

    static String contradictoryTypes(RootName root, Type one, Set<String> places, Type other, Set<String> otherPlaces) {
        return "ODB-6014: The root " + root + " is injected as " + one.getTypeName() + " at "
                + String.join(", ", places) + " and as " + other.getTypeName() + " at "
                + String.join(", ", otherPlaces) + ", and no object is both. Correct the one that is wrong.";
    }

    static String initialUnused(RootName root, String place) {
        return "ODB-6015: The initial value of the root " + root + " at " + place
                + " is never used, since no injection point of this deployment has that root. Are both names the same?";
    }

    static String badService(String place, OdbDatabase qualifier, String mistake) {
        return "ODB-6016: @OdbDatabase(\"" + qualifier.value() + "\") at " + place + ": " + mistake + ".";
    }

    static String noService(Type type, List<Class<?>> services) {
        return "a " + type.getTypeName() + " cannot be injected so, only "
                + services.stream().map(Class::getSimpleName).collect(Collectors.joining(" and "));
    }

    static String unknownDatabase(String name, Collection<String> open) {
        return "no database named '" + name + "' is open in this server, only " + open
                + "; correct the name or the connection definition's databaseName, or let the application wait for the"
                + " adapter (jboss-all.xml on WildFly)";
    }

    static String severalDatabases(Collection<String> open) {
        return "several databases are open in this server, " + open
                + "; say which one is meant by its member 'database'";
    }
}
