/**
 * The storage that keeps everything in memory: for tests, examples and caches that may be lost. It has the same
 * snapshots, history and prepared branches as the file storage, and forgets them with the process. Enter at {@link
 * dev.odb.core.storage.memory.MemoryStorage}.
 */
package dev.odb.core.storage.memory;
