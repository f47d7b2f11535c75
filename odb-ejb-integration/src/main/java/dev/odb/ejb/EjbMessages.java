package dev.odb.ejb;

import dev.odb.ConflictException;
import dev.odb.OdbException;
import dev.odb.cdi.spi.Site;
import jakarta.ejb.TransactionAttributeType;

/** The messages of odb-ejb-integration, ODB-7000 to ODB-7999. */
final class EjbMessages {
    private static final String REMEDIES =
            " Either give the method @TransactionAttribute(SUPPORTS), which replays on every"
                    + " server, or, on WildFly, name " + ReplayContainerInterceptor.class.getName()
                    + " under container-interceptors in jboss-ejb3.xml.";

    private EjbMessages() {}

    static String beanManagedMessages(Site site) {
        return "ODB-7001: @RetryOnConflict on " + site
                + " is not possible, since the bean manages its transactions itself, and their rollback does not"
                + " redeliver the message. Use container-managed transactions, or call a method that is replayed.";
    }

    static String stateful(Site site) {
        return "ODB-7002: @RetryOnConflict on " + site
                + " is not possible, since a stateful bean keeps what a lost attempt changed in it. Move the method to a"
                + " stateless bean, or, if that does no harm, declare it with @ReplaySafe on the class.";
    }

    static String ownsNoTransaction(Site site, TransactionAttributeType attribute) {
        return "ODB-7003: @RetryOnConflict on " + site + " never has a transaction, since its attribute is " + attribute
                + ". Use SUPPORTS, or remove @RetryOnConflict.";
    }

    static String onlyJoins(Site site) {
        return "ODB-7004: @RetryOnConflict on " + site + " does nothing, since MANDATORY always joins its caller's"
                + " transaction; put it on the method that begins the transaction.";
    }

    static String containerInterceptorNotSeen(Site site, TransactionAttributeType attribute) {
        return "ODB-7005: @RetryOnConflict on " + site + " with " + attribute + " needs a container interceptor, and no"
                + " jboss-ejb3.xml that names it was found; without it calls will be refused (ODB-7006)." + REMEDIES;
    }

    static OdbException notReplayed(Site site, TransactionAttributeType attribute) {
        return new OdbException(
                "ODB-7006",
                "@RetryOnConflict on " + site + " with " + attribute
                        + " would not be replayed, since it is called inside"
                        + " the container's transaction and no container interceptor is around it that knows the bean"
                        + " (it does not if several beans have the interface it is called by)." + REMEDIES);
    }

    static String messageWithoutTransaction(Site site) {
        return "ODB-7007: @RetryOnConflict on " + site
                + " has no transaction whose rollback would redeliver the message." + " Use the attribute REQUIRED.";
    }

    static OdbException descriptorNotRead(String address, Exception cause) {
        return new OdbException(
                "ODB-7010",
                "The descriptor " + address
                        + " cannot be read, so the transaction attributes of its beans are not known (" + cause
                        + "). Correct it.",
                cause);
    }

    static String deliveriesExhausted(Site site, String message, int deliveries, ConflictException last) {
        return "ODB-7030: Message " + message + " was delivered to " + site + " for the last time: " + deliveries
                + (deliveries == 1 ? " delivery" : " deliveries")
                + " lost a conflict or time, the last one this: " + last.getMessage()
                + " Nothing of it was stored. The broker moves it to the dead-letter address of its queue; send it again"
                + " from there when whoever holds the object is done.";
    }

    static String deliveredTooOften(Site site, String message, int count, int replays) {
        return "ODB-7031: Message " + message + " is delivered to " + site + " for the " + count
                + "th time, although @RetryOnConflict allows " + replays
                + " replays: max-delivery-attempts of its queue is"
                + " not " + (replays + 1)
                + " (10 if nobody set it). Run odb-queue.cli from the adapter's archive for the"
                + " queue, or raise 'replays'. Said once for each bean.";
    }

    static OdbException deliveredWithoutTransaction(Site site) {
        return new OdbException(
                "ODB-7032",
                "@RetryOnConflict on " + site
                        + " got a message outside of a transaction, so nothing would be rolled back"
                        + " with it. Give the method the attribute REQUIRED and let the container manage transactions;"
                        + " look into ejb-jar.xml if the annotations say so already.");
    }

    static String withoutCode(OdbException e) {
        return e.getMessage().substring(e.code().length() + 2);
    }
}
