package dev.odb.core.storage;

import java.util.List;

/**
 * What a transaction commits.
 *
 * @param writes the revisions, in oid order, each oid once
 * @param checks objects that are only verified, in oid order, none of them in {@code writes}
 * @param metadata about the transaction
 */
public record Batch(List<Write> writes, List<ReadCheck> checks, TransactionMetadata metadata) {}
