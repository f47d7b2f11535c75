package dev.odb.core.storage.local;

import dev.odb.core.storage.BranchId;
import java.time.Instant;

/**
 * A prepared branch in memory.
 *
 * @param id its name
 * @param writes the oids it will write, in order
 * @param checks the oids that nobody may write until it is decided, in order
 * @param since when it was prepared
 * @param content what the storage needs to commit it
 * @param <T> the storage's kind of content
 */
public record Held<T>(BranchId id, long[] writes, long[] checks, Instant since, T content) {}
