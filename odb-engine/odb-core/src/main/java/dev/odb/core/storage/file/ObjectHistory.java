package dev.odb.core.storage.file;

import java.util.HashMap;
import java.util.Map;

/** The revisions of objects in a log. One thread. */
final class ObjectHistory {
    private final ObjectIndex index;
    private final RecordReader records;
    /** The last answer for each object: all that is written in a version asks for the same revision, from further and further. */
    private final Map<Long, MainLine> known = new HashMap<>();

    private record MainLine(long asked, long found) {}

    ObjectHistory(ObjectIndex index, RecordReader records) {
        this.index = index;
        this.records = records;
    }

    /** The newest serial, or 0. */
    long serial(long oid) {
        return index.serial(oid);
    }

    /** The state of exactly that revision, or null if there is none. */
    byte[] content(long oid, long serial) {
        ObjectIndex.Head found = notAbove(oid, serial);
        return found == null || found.serial() != serial ? null : records.content(found.position(), oid);
    }

    /** Whether there is exactly that revision. */
    boolean has(long oid, long serial) {
        ObjectIndex.Head found = notAbove(oid, serial);
        return found != null && found.serial() == serial;
    }

    /** The serial of the newest revision of the main line that is not above the given one, or 0. */
    long mainLine(long oid, long serial) {
        MainLine last = known.get(oid);
        if (last == null || last.asked != serial) {
            last = new MainLine(serial, findMainLine(oid, serial));
            known.put(oid, last);
        }
        return last.found;
    }

    private long findMainLine(long oid, long serial) {
        ObjectIndex.Head found = notAbove(oid, serial);
        while (found != null) {
            RecordHeader header = records.header(found.position(), oid);
            if (header.lineage() == null || header.lineage().isMain()) {
                return found.serial();
            }
            found = before(header);
        }
        return 0;
    }

    private ObjectIndex.Head notAbove(long oid, long serial) {
        ObjectIndex.Head found = index.head(oid);
        while (found != null && found.serial() > serial) {
            found = before(records.header(found.position(), oid));
        }
        return found;
    }

    private static ObjectIndex.Head before(RecordHeader header) {
        return header.serialSeen() == 0 ? null : new ObjectIndex.Head(header.serialSeen(), header.predecessor());
    }
}
