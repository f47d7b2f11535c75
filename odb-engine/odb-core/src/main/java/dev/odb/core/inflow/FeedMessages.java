package dev.odb.core.inflow;

import dev.odb.ChangesLostException;
import dev.odb.OdbException;
import dev.odb.core.storage.Tids;

/** The messages of the feed of changes, ODB-3966 to ODB-3969 and ODB-3974 to ODB-3979. */
final class FeedMessages {
    private FeedMessages() {}

    static OdbException lost(String name, long position, long packed) {
        return new ChangesLostException(
                "ODB-3966",
                "Subscription '" + name + "' has heard of everything up to transaction " + at(position)
                        + ", and a pack has taken what came after it, up to transaction " + at(packed)
                        + ". See to what it has missed; then moveSubscription(\"" + name + "\", " + packed
                        + "), or 'odb subscriptions', has it go on behind that.",
                name,
                position + 1,
                packed);
    }

    static OdbException moved(String name, long tid, long position) {
        return new OdbException(
                "ODB-3967",
                "Transaction " + tid + " is not what subscription '" + name
                        + "' hears of next: somebody else has moved its"
                        + " position to " + position + ", an administrator or another process that uses it. Roll back;"
                        + " next() goes on from there.");
    }

    static OdbException removed(String name, String location) {
        return new OdbException(
                "ODB-3968",
                "Subscription '" + name + "' of '" + location
                        + "' was removed. Open it again to have a new one that begins" + " now.");
    }

    static OdbException inUse(String name, String location) {
        return new OdbException(
                "ODB-3969",
                "Subscription '" + name + "' of '" + location + "' is in use in this process, and each is heard by one"
                        + " listener. Stop that one first, or take another name.");
    }

    static OdbException inUseElsewhere(String name, String location) {
        return new OdbException(
                "ODB-3890",
                "Subscription '" + name + "' of '" + location
                        + "' is in use by another server that has the database open."
                        + " Stop its listener there, and wherever else one waits to take over.");
    }

    static String notLooked(String location, Throwable cause) {
        return "ODB-3891: It could not be found out what other servers have done to '" + location
                + "'; who waits for a task or a change waits on, and it is tried again: " + cause.getMessage();
    }

    static IllegalArgumentException blank() {
        return new IllegalArgumentException("ODB-3974: A subscription needs a name that is not blank.");
    }

    static OdbException notSubscriptions(String location) {
        return new OdbException(
                "ODB-3975",
                "The root '" + Subscriptions.ROOT + "' of the database at " + location
                        + " holds no subscriptions but something else. Undo the transaction that stored it, or restore a"
                        + " backup.");
    }

    static OdbException noSuchPosition(String name, long position, long packed, long newest) {
        return new OdbException(
                "ODB-3976",
                "Subscription '" + name + "' cannot go on behind transaction " + position
                        + ": what is kept comes after "
                        + at(packed) + ", and the newest transaction is " + at(newest)
                        + ". Give a tid between these two, or 0 for all that is kept.");
    }

    static String passedOver(String location, String name, long first, long packed) {
        return "ODB-3977: A pack of '" + location + "' has taken transactions that subscription '" + name
                + "' has not heard of, from " + at(first) + " to " + at(packed)
                + ". If nobody uses it any more, remove it: 'odb subscriptions', or removeSubscription(\"" + name
                + "\").";
    }

    /** The end of a sentence in a report. */
    static String unheard(String name, long tid) {
        return "subscription '" + name + "' has not heard of transaction " + at(tid) + " yet";
    }

    private static String at(long tid) {
        return tid + " of " + Tids.instant(tid);
    }
}
