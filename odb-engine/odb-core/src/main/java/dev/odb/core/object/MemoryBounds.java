package dev.odb.core.object;

/**
 * How much of a workspace's objects stays in memory when they are not used.
 *
 * @param objects how many with state
 * @param bytes the lengths of their records together
 */
public record MemoryBounds(int objects, long bytes) {}
