package dev.odb.core.storage;

/**
 * An object that must not have changed for the batch to commit.
 *
 * @param oid the object
 * @param serial the serial it must still have
 */
public record ReadCheck(long oid, long serial) {}
