package dev.odb.core.storage;

import java.util.List;

/**
 * What a transaction commits.
 *
 * @param writes the revisions; their records are read while the storage writes them, not before and not after
 * @param checks objects that are only verified, in oid order, none of them in {@code writes}
 * @param metadata about the transaction
 */
public record Batch(Writes writes, List<ReadCheck> checks, TransactionMetadata metadata) {
    /** Of revisions in memory, in oid order, each oid once. */
    public Batch(List<Write> writes, List<ReadCheck> checks, TransactionMetadata metadata) {
        this(Writes.of(writes), checks, metadata);
    }
}
