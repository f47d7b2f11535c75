package dev.odb.core.object;

import dev.odb.core.storage.Revision;
import dev.odb.spi.Managed;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An object gets its state, for the flight recorder. */
@Name("dev.odb.Load")
@Label("Object Loaded")
@Category("ODB")
@Description("An object that was touched got its state from a record")
@Enabled(false)
@StackTrace(false)
final class LoadEvent extends Event {
    private static final LoadEvent PROBE = new LoadEvent();

    @Label("Database")
    String database;

    @Label("Object")
    @Description("Its oid")
    long oid;

    @Label("Class")
    String className;

    @Label("Bytes")
    @Description("The length of its record")
    @DataAmount
    int bytes;

    @Label("Source")
    @Description("cache; storage; or transaction: what it has put aside, undone or imported itself")
    String source;

    /** One that begins now, or null if nobody wants any. */
    static LoadEvent start() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        LoadEvent event = new LoadEvent();
        event.begin();
        return event;
    }

    /** It is loaded. */
    void loaded(Managed object, Revision revision, String where) {
        end();
        if (shouldCommit()) {
            database = where;
            oid = object.$odb_oid();
            className = object.getClass().getName();
            bytes = revision.record().length;
            commit();
        }
    }
}
