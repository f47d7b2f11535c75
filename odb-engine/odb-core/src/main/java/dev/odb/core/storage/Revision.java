package dev.odb.core.storage;

/**
 * A stored revision.
 *
 * @param serial the tid that wrote it
 * @param record the bytes as given at commit; must not be changed
 */
public record Revision(long serial, byte[] record) {}
