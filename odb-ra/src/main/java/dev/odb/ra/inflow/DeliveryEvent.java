package dev.odb.ra.inflow;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A delivery to a message-driven bean, for the flight recorder. */
@Name("dev.odb.Delivery")
@Label("Delivery")
@Category("ODB")
@Description("A task or a change was delivered to a message-driven bean, in one or several attempts")
@Threshold("20 ms")
@StackTrace(false)
final class DeliveryEvent extends Event {
    private static final DeliveryEvent PROBE = new DeliveryEvent();

    @Label("Database")
    @Description("Its databaseName")
    String database;

    @Label("Source")
    @Description("The queue or subscription")
    String source;

    @Label("Message")
    @Description("The task's id, or the change's tid")
    long message;

    @Label("Attempts")
    int attempts;

    @Label("Outcome")
    @Description("delivered, failed, parked, released or gone")
    String outcome;

    /** One that begins now, or null if nobody wants any. */
    static DeliveryEvent start() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        DeliveryEvent event = new DeliveryEvent();
        event.begin();
        return event;
    }

    /** It has ended. */
    void ended(String databaseName, String of, long id, int tries, String how) {
        database = databaseName;
        source = of;
        message = id;
        attempts = tries;
        outcome = how;
        commit();
    }
}
