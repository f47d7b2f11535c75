package dev.odb.core.object;

import dev.odb.core.object.GivenStates.Given;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import dev.odb.spi.Managed;
import java.util.HashMap;
import java.util.Map;

/**
 * The version in which a workspace sees and writes objects, or the main line; and the objects that it takes from other versions.
 * Where there are no versions it costs a look at a lineage that is not there. Belongs to its workspace.
 */
final class WorkspaceVersion {
    private final Workspace workspace;
    private final DatabaseContext database;
    private String name;
    /** Whether an object was met that another version holds. Which ones is not kept: a version may hold any number of them. */
    private boolean met;
    /** Those of them that are written all the same, since the lock that held them has expired; null before the first. */
    private Map<Long, Head> taken;

    /**
     * For a workspace.
     *
     * @param name empty for the main line
     */
    WorkspaceVersion(Workspace workspace, DatabaseContext database, String name) {
        this.workspace = workspace;
        this.database = database;
        this.name = name;
    }

    /** The newest revision of an object that another version holds. */
    record Head(long serial, Lineage lineage) {
        String version() {
            return lineage.version();
        }
    }

    /** Nothing was read yet. */
    void workIn(String version) {
        name = version;
    }

    /** Its name, empty for the main line. */
    String name() {
        return name;
    }

    /** Whether what is written in that version is seen here. */
    boolean sees(String version) {
        return version.isEmpty() || version.equals(name);
    }

    /**
     * What is seen of an object here.
     *
     * @param head its newest revision, which has a lineage
     * @return null if the object is in another version only
     * @throws dev.odb.CorruptStorageException if what is outside of that version is not stored
     */
    Revision visible(long oid, Revision head) {
        if (sees(head.version())) {
            return head;
        }
        met = true;
        return HeldObject.outside(database.storage(), oid, head);
    }

    /** The same of what this transaction has given the object; null also if a pack has meanwhile removed what is outside. */
    Revision visibleGiven(long oid, Revision given) {
        if (sees(given.version())) {
            return given;
        }
        met = true;
        long nv = given.lineage().nv();
        return nv == 0 ? null : database.storage().load(oid, nv);
    }

    /**
     * An object is about to be changed.
     *
     * @throws dev.odb.VersionLockedException if another version holds it
     */
    void requireFree(Managed object) {
        if (met) {
            takeOrRefuse(object.$odb_oid(), object.$odb_serial());
        }
    }

    private void takeOrRefuse(long oid, long serial) {
        Revision holder = holder(oid, serial);
        if (holder == null || taken != null && taken.containsKey(oid)) {
            return;
        }
        new HeldObject(workspace, database, oid, holder).requireFree();
        if (taken == null) {
            taken = new HashMap<>();
        }
        taken.put(oid, new Head(holder.serial(), holder.lineage()));
    }

    /** The newest revision of an object of which that one is seen, if another version holds it; else null. */
    private Revision holder(long oid, long serial) {
        Revision given = workspace.changes().given().revision(oid);
        Revision head = given == null ? workspace.revisions().head(oid) : given;
        boolean elsewhere = head != null && !sees(head.version());
        return elsewhere && head.lineage().nv() == serial ? head : null;
    }

    /** The revision that is replaced, if an expired lock of another version holds it; else null. */
    Head taken(long oid) {
        return taken == null ? null : taken.get(oid);
    }

    /** Whether something that this workspace writes may concern a version. */
    boolean mayConcern() {
        return !name.isEmpty() || taken != null;
    }

    /** Where in the versions the new state of an object stands that the application has changed or made. */
    Write placed(Write write) {
        Head from = taken(write.oid());
        if (from != null) {
            Lineage lineage = VersionRules.stored(from.lineage.nv(), null, name);
            return new Write(write.oid(), from.serial, write.record(), 0, lineage);
        }
        return name.isEmpty() ? write : new Write(write.oid(), write.serialSeen(), write.record(), 0, lineage(write));
    }

    private Lineage lineage(Write write) {
        if (write.serialSeen() == 0) {
            return new Lineage(name, 0, 0);
        }
        Given given = workspace.changes().given().get(write.oid());
        if (given != null && given.version().equals(name)) {
            return given.write().lineage();
        }
        Revision head = workspace.revisions().head(write.oid());
        Lineage from = head == null ? null : head.lineage();
        return from == null || sees(from.version())
                ? VersionRules.stored(write.serialSeen(), from, name)
                // an abort in this transaction has given it what is outside of the other version
                : VersionRules.stored(from.nv(), null, name);
    }

    /** What it has taken so far, to go back to. */
    Map<Long, Head> mark() {
        return taken == null ? Map.of() : Map.copyOf(taken);
    }

    /** Goes back to what it had taken. */
    void rollback(Map<Long, Head> mark) {
        taken = mark.isEmpty() ? null : new HashMap<>(mark);
    }

    /** The next transaction. */
    void next() {
        taken = null;
    }
}
