package dev.odb.core.storage;

/**
 * A revision to store.
 *
 * @param oid the object
 * @param serialSeen the serial of the revision it replaces, 0 if the object is new
 * @param record the bytes, opaque to the storage; not copied, must not be changed. None: the object does not exist from
 *     this revision on, until a later one that replaces it
 * @param dataSerial the serial of an earlier revision of the object that has, as far as is known, the same bytes, so that
 *     they need not be stored again; 0 if none is known
 * @param lineage if it is written in a version or by an undo, else null
 */
public record Write(long oid, long serialSeen, byte[] record, long dataSerial, Lineage lineage) {
    /** Whether it says that the object does not exist from this revision on. */
    public boolean tombstone() {
        return record.length == 0;
    }

    /** A plain one. */
    public Write(long oid, long serialSeen, byte[] record, long dataSerial) {
        this(oid, serialSeen, record, dataSerial, null);
    }

    /** With bytes that are not known to be stored already. */
    public Write(long oid, long serialSeen, byte[] record) {
        this(oid, serialSeen, record, 0, null);
    }
}
