package dev.odb.core.storage.file;

/** The revisions of objects in a log. Any thread may read. */
final class ObjectHistory {
    private final ObjectIndex index;
    private final RecordReader records;

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
        ObjectIndex.Head head = index.head(oid);
        long at = head == null ? 0 : head.position();
        long found = head == null ? 0 : head.serial();
        while (at != 0 && found > serial) {
            RecordHeader header = records.header(at, oid);
            at = header.predecessor();
            found = header.serialSeen();
        }
        return at == 0 || found != serial ? null : records.content(at, oid);
    }
}
