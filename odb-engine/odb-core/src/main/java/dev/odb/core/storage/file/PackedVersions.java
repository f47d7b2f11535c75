package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;
import java.util.Arrays;

/**
 * Of which objects a pack keeps more than what they were at the pack time: those that were in a version then, or are in one
 * again, with the revisions that all others see meanwhile. Costs nothing for a log without versions. One thread.
 */
final class PackedVersions {
    private final OpenLog old;
    private final ObjectIndex next;
    private final long upTo;
    /** What objects of which more stays were at the pack time. */
    private final ObjectIndex inside = new ObjectIndex();
    /** What others saw of those that were in a version then. */
    private final ObjectIndex outside = new ObjectIndex();

    /** What others see because of what was written later: oid and position by turns. */
    private long[] later = {};

    private int size;
    private long[] positions = {};

    PackedVersions(OpenLog old, ObjectIndex next, long upTo) {
        this.old = old;
        this.next = next;
        this.upTo = upTo;
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

    /**
     * A revision that was written after the pack time stands there.
     *
     * @return where the one stands that others see in its place, if it stays only for that; else 0
     */
    long enterLater(long oid, long position) {
        Lineage lineage = lineage(oid, position);
        if (lineage == null
                || lineage.nv() == 0
                || lineage.nv() > upTo
                || lineage.nv() == next.serial(oid)
                || lineage.nv() == outside.serial(oid)) {
            return 0;
        }
        ObjectIndex.Head seen = before(oid, position, lineage.nv());
        if (seen == null) {
            return 0;
        }
        if (size == later.length) {
            later = Arrays.copyOf(later, Math.max(16, 2 * size));
        }
        later[size++] = oid;
        later[size++] = seen.position();
        return seen.position();
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

    /** Where the revision stands that all others saw at the pack time, or 0. */
    long outside(long oid) {
        return outside.position(oid);
    }

    /** It is decided what goes. From now on the index to come has only what was copied of the objects of which more stays. */
    void decided() {
        positions = new long[size / 2];
        for (int i = 0; i < positions.length; i++) {
            long oid = later[2 * i];
            positions[i] = later[2 * i + 1];
            ObjectIndex.Head current = next.head(oid);
            if (current != null) {
                inside.put(oid, current.serial(), current.position());
            }
        }
        Arrays.sort(positions);
        inside.forEachOid(next::remove);
    }

    /** Whether the record there, which was written up to the pack time, stays. */
    boolean keeps(long oid, long position) {
        return inside.head(oid) == null
                ? next.position(oid) == position
                : inside.position(oid) == position
                        || outside.position(oid) == position
                        || Arrays.binarySearch(positions, position) >= 0;
    }

    /** The serial that a record which stays follows in the log to come, 0 for none. */
    long serialSeen(long oid) {
        return inside.head(oid) == null ? 0 : next.serial(oid);
    }

    /** The lineage of the revision that stands there, without what it was made from if that goes. */
    Lineage remaining(long oid, long position, Lineage lineage, boolean packed) {
        return lineage == null
                        || lineage.pre() == 0
                        || lineage.pre() > upTo
                        || stays(oid, position, lineage.pre(), packed)
                ? lineage
                : new Lineage(lineage.version(), lineage.nv(), 0);
    }

    private boolean stays(long oid, long position, long serial, boolean packed) {
        if (inside.head(oid) != null) {
            ObjectIndex.Head found = before(oid, position, serial);
            return found != null && keeps(oid, found.position());
        }
        return !packed && serial == current(oid, position);
    }

    /** Of an object with a newer revision at the position, the serial that it had at the pack time. */
    private long current(long oid, long position) {
        RecordHeader header = old.records().header(position, oid);
        while (header.serialSeen() > upTo) {
            header = old.records().header(header.predecessor(), oid);
        }
        return header.serialSeen();
    }
}
