package dev.odb.core.storage.file;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A forced write of the log, for the flight recorder. */
@Name("dev.odb.Force")
@Label("Forced Write")
@Category("ODB")
@Description("Everything appended to the log is made durable, for all commits that wait")
@Threshold("20 ms")
@StackTrace(false)
final class ForceEvent extends Event {
    private static final ForceEvent PROBE = new ForceEvent();

    @Label("Database")
    String database;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Commits")
    @Description("Commits, prepares and decisions made durable together")
    long commits;

    /** One that begins now, or null if nobody wants any. */
    static ForceEvent start() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        ForceEvent event = new ForceEvent();
        event.begin();
        return event;
    }

    /** It is done. */
    void forced(String where, long itsBytes, long itsCommits) {
        end();
        if (shouldCommit()) {
            database = where;
            bytes = itsBytes;
            commits = itsCommits;
            commit();
        }
    }
}
