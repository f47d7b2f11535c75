package dev.odb.ra.inflow;

import dev.odb.OdbException;
import dev.odb.UnknownOutcomeException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The messages of message inflow, ODB-5400 to ODB-5449 of odb-ra's range. */
final class InflowMessages {
    private InflowMessages() {}

    // activation

    static OdbException wrongActivation(List<String> mistakes) {
        return new OdbException(
                "ODB-5400",
                "The message-driven bean cannot be activated: " + String.join("; ", mistakes)
                        + ". Correct its activationConfig and deploy it again.");
    }

    static OdbException foreignActivation(Object spec) {
        return new OdbException(
                "ODB-5401",
                "The ODB resource adapter cannot activate " + spec + ". A message-driven bean on it implements"
                        + " dev.odb.inflow.OdbTaskListener or dev.odb.inflow.OdbChangeListener.");
    }

    static OdbException notTransacted(String listener) {
        return new OdbException(
                "ODB-5402",
                "The message-driven bean " + listener
                        + " takes its messages outside of a transaction, which ODB does not"
                        + " support: a task leaves its queue, and a subscription moves on, in the transaction of the work."
                        + " Leave out @TransactionManagement(BEAN) and TransactionAttributeType.NOT_SUPPORTED.");
    }

    static OdbException notActivated(String source, Throwable cause) {
        return new OdbException(
                "ODB-5403",
                "The message-driven bean for the " + source + " could not be activated: " + cause.getMessage(),
                cause);
    }

    static OdbException noRegistry() {
        return new OdbException(
                "ODB-5404",
                "The server gives the resource adapter no TransactionSynchronizationRegistry, so nobody would learn whether"
                        + " a delivery was committed. Use a server of Jakarta EE 9 or newer.");
    }

    // what becomes of a delivery

    static OdbException rolledBack(String source) {
        return new OdbException(
                "ODB-5410",
                "A delivery of the " + source
                        + " was rolled back without an exception. Look for setRollbackOnly() in the"
                        + " message-driven bean and what it calls.");
    }

    static UnknownOutcomeException doubtful(String source, Throwable cause) {
        return new UnknownOutcomeException(
                "ODB-5411",
                "Whether a delivery of the " + source + " was committed is unknown. It is not repeated before the"
                        + " database can tell; see what is logged for the database and the transaction.",
                cause);
    }

    static OdbException taskClassMissing(long task, String queue, OdbException cause) {
        return new OdbException(
                "ODB-5412",
                "The task " + task + " of the queue '" + queue + "' cannot be given to the message-driven bean: "
                        + cause.getMessage()
                        + " Deploy the application with the right class, then resubmit the task; or"
                        + " drop it.",
                cause);
    }

    static OdbException taskOfOtherClass(long task, String queue, Class<?> found, Class<?> wanted, String listener) {
        return new OdbException(
                "ODB-5413",
                "The task " + task + " of the queue '" + queue + "' is of " + named(found) + ", but " + listener
                        + " takes " + named(wanted)
                        + ". Have a queue for each kind of task, or let the bean take a common superclass; then resubmit"
                        + " the task, or drop it.");
    }

    private static String named(Class<?> type) {
        return type.getName() + " (loaded by " + type.getClassLoader() + ")";
    }

    // for the log

    static String waiting(String source, String database, Collection<String> known) {
        return "ODB-5430: The message-driven bean for the " + source
                + " waits: there is no connection definition with the"
                + " databaseName '" + database + "', only " + known
                + ". Correct the bean's activationConfig, or add the definition.";
    }

    static String retried(long task, String queue, int failures, Duration wait, Throwable reason) {
        return "ODB-5439: The task " + task + " of the queue '" + queue + "' has failed "
                + (failures == 1 ? "once" : failures + " times") + " and is taken again in " + wait.toMillis()
                + " ms: " + text(reason);
    }

    static String parked(long task, String queue, int failures, Throwable reason) {
        return "ODB-5431: The task " + task + " of the queue '" + queue + "' is parked after " + failures
                + (failures == 1 ? " failure" : " failures") + ": " + text(reason)
                + ". It can be looked at, resubmitted and dropped by the database's administration.";
    }

    static String changeFailed(long tid, String subscription, int failures, Duration wait, Throwable reason) {
        return "ODB-5432: The change " + tid + " could not be delivered to the subscription '" + subscription + "', "
                + (failures == 1 ? "once" : failures + " times") + " until now: " + text(reason)
                + ". It is delivered again in "
                + wait.toMillis() + " ms, and later changes after it; correct the message-driven bean.";
    }

    static String gap(String subscription, Throwable reason) {
        return "ODB-5433: The message-driven bean of the subscription '" + subscription + "' hears of nothing more. "
                + reason.getMessage() + " The bean then goes on by itself, within minutes.";
    }

    static String failing(String source, Throwable reason) {
        return "ODB-5434: Nothing could be delivered from the " + source + ", and nothing is lost: " + text(reason)
                + ". It is tried again, after longer and longer pauses as long as it fails.";
    }

    static String stillRunning(String source, int deliveries, Duration waited) {
        return "ODB-5435: " + deliveries + (deliveries == 1 ? " delivery" : " deliveries") + " of the " + source
                + " went on for " + waited.toSeconds()
                + " s after the message-driven bean was to stop. They will be rolled back when they end; their tasks or"
                + " changes are delivered again after the next activation. Look for what the bean waits for.";
    }

    static String endedBadly(String source, Throwable reason) {
        return "ODB-5436: The server reports a failure after a delivery of the " + source
                + " was committed or rolled back, which changes nothing of that: " + text(reason)
                + ". Look whether other resources of the transaction have done the same.";
    }

    static String beanNotRegistered(Object name, Exception reason) {
        return "ODB-5437: Deliveries are not shown in JMX, because '" + name
                + "' could not be registered or taken out (" + reason + ").";
    }

    static String fewer(String source, int members, Exception reason) {
        return "ODB-5438: The server has no thread for another delivery of the " + source + " beside the " + members
                + " there are: " + text(reason) + ". Raise the threads of its work manager, or lower consumers.";
    }

    /** To go on behind it with a full stop. */
    private static String text(Throwable reason) {
        String text = String.valueOf(reason);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
