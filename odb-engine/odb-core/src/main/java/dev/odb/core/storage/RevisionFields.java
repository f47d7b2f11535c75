package dev.odb.core.storage;

/**
 * What is stored of a revision beside its record: a row of the state chart of seed 001.
 *
 * @param serial the tid that wrote it
 * @param lineage never null: its version, {@code nv} and {@code pre}, also if it is a plain one: then {@code pre} is {@code prevHead}
 * @param dataSerial the serial of the revision whose record is also this one's, which stores none then; 0 if it stores its own,
 *     or is a tombstone
 * @param prevHead the serial of the revision that was the newest before it; 0 if there was none or it was packed away. Of a
 *     packed one perhaps that of an older one that has stayed
 * @param tombstone whether the object does not exist from it on
 */
public record RevisionFields(long serial, Lineage lineage, long dataSerial, long prevHead, boolean tombstone) {}
