package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;

/**
 * The objects that were in a version at the pack time, with the two revisions of each that stay: the newest one, which the
 * version sees, and the one that all others see. Costs nothing for a log without versions. One thread.
 */
final class PackedVersions {
    private final OpenLog old;
    private final ObjectIndex inside = new ObjectIndex();
    private final ObjectIndex outside = new ObjectIndex();

    PackedVersions(OpenLog old) {
        this.old = old;
    }

    /** The object's newest revision so far stands there. */
    void enter(long oid, long serial, long position) {
        Lineage lineage = lineage(oid, position);
        ObjectIndex.Head seen = lineage == null || lineage.nv() == 0 ? null : before(oid, position, lineage.nv());
        if (seen != null) {
            inside.put(oid, serial, position);
            outside.put(oid, seen.serial(), seen.position());
        } else if (inside.head(oid) != null) {
            remove(oid);
        }
    }

    private Lineage lineage(long oid, long position) {
        SegmentHeader segment = old.log().segment(Positions.segment(position)).header;
        boolean known = segment == null || segment.version() >= Format.LINEAGE_VERSION;
        return known ? old.records().header(position, oid).lineage() : null;
    }

    private ObjectIndex.Head before(long oid, long position, long serial) {
        ObjectIndex.Head known = outside.head(oid);
        if (known != null && known.serial() == serial) {
            return known;
        }
        RecordHeader header = old.records().header(position, oid);
        while (header.serialSeen() > serial) {
            header = old.records().header(header.predecessor(), oid);
        }
        return header.serialSeen() == serial ? new ObjectIndex.Head(serial, header.predecessor()) : null;
    }

    /** The object goes, or is in no version any more. */
    void remove(long oid) {
        inside.remove(oid);
        outside.remove(oid);
    }

    /** Whether it is in a version. */
    boolean has(long oid) {
        return inside.head(oid) != null;
    }

    /** Where the revision stands that all others see, or 0. */
    long outside(long oid) {
        return outside.position(oid);
    }

    /** Whether one of its two revisions stands there. */
    boolean keeps(long oid, long position) {
        return inside.position(oid) == position || outside.position(oid) == position;
    }

    /** What the revision that stands there follows in the log to come, 0 for nothing. */
    long serialSeen(long oid, long position) {
        return inside.position(oid) == position ? outside.serial(oid) : 0;
    }

    /** The lineage of a revision without what it was made from, if that goes. */
    Lineage remaining(long oid, long position, Lineage lineage, boolean packed, long upTo) {
        if (lineage == null || lineage.pre() == 0 || lineage.pre() > upTo || lineage.pre() == outside.serial(oid)) {
            return lineage;
        }
        if (!packed && lineage.pre() == current(oid, position, upTo)) {
            return lineage;
        }
        return new Lineage(lineage.version(), lineage.nv(), 0);
    }

    /** Of an object with a newer revision at the position, the serial that it had at the pack time. */
    private long current(long oid, long position, long upTo) {
        RecordHeader header = old.records().header(position, oid);
        while (header.serialSeen() > upTo) {
            header = old.records().header(header.predecessor(), oid);
        }
        return header.serialSeen();
    }
}
