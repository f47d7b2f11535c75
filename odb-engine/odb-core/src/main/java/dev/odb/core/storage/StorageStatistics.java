package dev.odb.core.storage;

import dev.odb.DatabaseStatistics.Forces;
import dev.odb.DatabaseStatistics.StorageSize;

/**
 * What a storage has done since it was opened, and what it takes.
 *
 * @param forces its forced writes
 * @param size on the disk
 */
public record StorageStatistics(Forces forces, StorageSize size) {}
