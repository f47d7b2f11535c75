package dev.odb.core.transaction;

/** Merges concurrent changes of one object; the object layer's part of conflict resolution. */
@FunctionalInterface
public interface RecordResolver {
    /**
     * Merges three records of one object.
     *
     * @return the record to store, or null if they cannot be merged
     */
    byte[] resolve(long oid, byte[] old, byte[] committed, byte[] mine);
}
