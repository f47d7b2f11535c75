package dev.odb.core.object;

import dev.odb.OdbException;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.spi.Managed;

/**
 * Which revision of each object a transaction sees, and what is said of those it does not see. One place, since the
 * snapshot is only the last to be asked: over it lie what the transaction has put aside, undone and imported. Belongs to
 * its workspace.
 */
final class VisibleRevisions {
    private static final byte[] NOTHING = {};

    private final Workspace workspace;
    private final WorkspaceSnapshot snapshot;
    private final DatabaseContext database;

    VisibleRevisions(Workspace workspace, WorkspaceSnapshot snapshot, DatabaseContext database) {
        this.workspace = workspace;
        this.snapshot = snapshot;
        this.database = database;
    }

    /**
     * The object's revision in the snapshot, with the state that a savepoint put aside or that an undo in this transaction
     * gave it; or null.
     */
    Revision find(long oid) {
        workspace.enter();
        Revision own = own(oid);
        if (own != null) {
            return own.record().length == 0 ? null : own;
        }
        workspace.objects().counts().lookup();
        Revision head = newest(oid);
        return head == null || head.lineage() == null
                ? head
                : workspace.version().visible(oid, head);
    }

    /**
     * The object's newest revision in the snapshot, in whatever version; without what this transaction does. Null as {@link
     * #find}.
     */
    Revision head(long oid) {
        workspace.enter();
        return newest(oid);
    }

    private Revision newest(long oid) {
        Revision revision = database.storage().load(oid, snapshot.tid());
        return revision == null ? workspace.roots().younger(oid) : revision;
    }

    /** Where the object's revision comes from; asked before it is looked for, and only to tell somebody. */
    String source(long oid) {
        workspace.enter();
        if (own(oid) != null) {
            return "transaction";
        }
        return database.storage().isCached(oid, snapshot.tid()) ? "cache" : "storage";
    }

    private Revision own(long oid) {
        ChangeSet changes = workspace.changes();
        Revision own = changes.spilled().revision(oid);
        if (own == null) {
            own = given(oid);
        }
        return own == null ? changes.imports().revision(oid) : own;
    }

    /** What is seen here of the state that the object was given; one without bytes if it is not seen at all. */
    private Revision given(long oid) {
        Revision given = workspace.changes().given().revision(oid);
        if (given == null || given.lineage() == null) {
            return given;
        }
        Revision seen = workspace.version().visibleGiven(oid, given);
        return seen == null ? new Revision(given.serial(), NOTHING) : seen;
    }

    /** As {@link #find}; fails if there is none. */
    Revision require(Managed object) {
        Revision revision = find(object.$odb_oid());
        if (revision == null) {
            throw missing(object.$odb_oid(), object.getClass().getName());
        }
        return revision;
    }

    /** Fails unless the object's revision is that of the serial. */
    void requireSerial(long oid, long serial) {
        Revision revision = find(oid);
        if (revision == null) {
            throw missing(oid, "");
        }
        if (revision.serial() != serial) {
            throw serial > snapshot.tid() && !snapshot.isPast()
                    ? ObjectMessages.younger(oid, typeOf(revision), revision.serial(), serial, snapshot.tid())
                    : ObjectMessages.stale(oid, typeOf(revision), serial, revision.serial());
        }
    }

    /** Not in the snapshot; another one may have it, but the past never will. */
    private OdbException missing(long oid, String type) {
        Revision newer = snapshot.isPast() ? null : database.storage().loadAppended(oid);
        if (newer == null) {
            return ObjectMessages.objectMissing(oid, type, snapshot.tid());
        }
        boolean held = !workspace.version().sees(newer.version());
        if (held && newer.lineage().nv() == 0) {
            return VersionMessages.inVersionOnly(oid, typeOf(newer), newer.version());
        }
        long serial = held ? newer.lineage().nv() : newer.serial();
        return ObjectMessages.younger(oid, typeOf(newer), 0, serial, snapshot.tid());
    }

    private String typeOf(Revision revision) {
        int id = RecordInfo.classId(revision.record());
        return database.catalog().get(id).name();
    }
}
