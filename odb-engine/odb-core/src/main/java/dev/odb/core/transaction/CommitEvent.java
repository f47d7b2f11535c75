package dev.odb.core.transaction;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/** A commit or one of its two phases, for the flight recorder. */
@Name("dev.odb.Commit")
@Label("Commit")
@Category("ODB")
@Description("A transaction was stored, prepared, or decided after it had been prepared")
@Threshold("20 ms")
@StackTrace(false)
final class CommitEvent extends Event {
    private static final CommitEvent PROBE = new CommitEvent();

    @Label("Database")
    String database;

    @Label("Phase")
    @Description("commit in one phase, prepare, or decision of a prepared branch")
    String phase;

    @Label("Branch")
    String branch;

    @Label("Transaction")
    @Description("Its tid; 0 for a prepare")
    long tid;

    @Label("Objects")
    int objects;

    @Label("Bytes")
    @Description("The records, before compression")
    @DataAmount
    long bytes;

    @Label("Merged Objects")
    int merged;

    @Label("Locking")
    @Description("Until it held all its locks")
    @Timespan
    long locking;

    @Label("Appending")
    @Description("From there until it stood in the log, checked and with what had to be merged")
    @Timespan
    long appending;

    @Label("Forcing")
    @Description("From there until it was durable and visible")
    @Timespan
    long forcing;

    static boolean isOn() {
        return PROBE.isEnabled();
    }
}
