package dev.odb.core;

import dev.odb.PackProgress.Phase;
import dev.odb.PackReport;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A pack, for the flight recorder. */
@Name("dev.odb.Pack")
@Label("Pack")
@Category("ODB")
@Description("Old revisions and unreachable objects were dropped, or would have been")
@StackTrace(false)
final class PackEvent extends Event {
    private static final PackEvent PROBE = new PackEvent();

    @Label("Database")
    String database;

    @Label("Dry Run")
    boolean dryRun;

    @Label("Packed To")
    @Description("The tid of the newest transaction that was packed")
    long effectiveTid;

    @Label("Writing the Trail")
    @Description("Who changed what when of what is dropped")
    @Timespan
    long trailing;

    @Label("Reading")
    @Description("What was current at the pack time")
    @Timespan
    long reading;

    @Label("Following")
    @Description("References from the roots")
    @Timespan
    long following;

    @Label("Keeping")
    @Description("Writing what stays, and taking over")
    @Timespan
    long keeping;

    @Label("Bytes Before")
    @DataAmount
    long bytesBefore;

    @Label("Bytes After")
    @DataAmount
    long bytesAfter;

    @Label("Objects Before")
    long objectsBefore;

    @Label("Objects After")
    long objectsAfter;

    @Label("Revisions Before")
    long revisionsBefore;

    @Label("Revisions After")
    long revisionsAfter;

    private transient Phase phase;
    private transient long since;

    /** One that begins now, or null if nobody wants any. */
    static PackEvent start() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        PackEvent event = new PackEvent();
        event.begin();
        event.since = System.nanoTime();
        return event;
    }

    /** It is in that phase. */
    void in(Phase now) {
        if (now != phase) {
            leave();
            phase = now;
        }
    }

    private void leave() {
        long time = System.nanoTime();
        if (phase != null) {
            switch (phase) {
                case TRAIL -> trailing += time - since;
                case READ -> reading += time - since;
                case FOLLOW -> following += time - since;
                case KEEP -> keeping += time - since;
            }
        }
        since = time;
    }

    /** It has ended. */
    void packed(String where, PackReport report) {
        leave();
        database = where;
        dryRun = report.dryRun();
        effectiveTid = report.effectiveTid();
        bytesBefore = report.before().bytes();
        bytesAfter = report.after().bytes();
        objectsBefore = report.before().objects();
        objectsAfter = report.after().objects();
        revisionsBefore = report.before().revisions();
        revisionsAfter = report.after().revisions();
        commit();
    }
}
