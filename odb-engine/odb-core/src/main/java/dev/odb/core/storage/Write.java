package dev.odb.core.storage;

/**
 * A revision to store.
 *
 * @param oid the object
 * @param serialSeen the serial of the revision it replaces, 0 if the object is new
 * @param record the bytes, opaque to the storage; not copied, must not be changed
 */
public record Write(long oid, long serialSeen, byte[] record) {}
