package dev.odb;

/**
 * What a transaction wrote of one object.
 *
 * @param oid the object
 * @param className its class when it was written, empty if it does not exist from this revision on
 * @param before the serial of the revision that this one replaced, 0 for a new object
 * @param size bytes of the record
 */
public record ObjectRevision(long oid, String className, long before, long size) {}
