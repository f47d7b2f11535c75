package dev.odb.core.storage;

import java.util.List;

/**
 * A committed transaction as iteration gives it.
 *
 * @param tid its id
 * @param metadata what was stored about it
 * @param writes its revisions, in oid order; {@code serialSeen} is the serial of each one's predecessor;
 *     a list that reads each record when it is asked for
 */
public record CommittedTransaction(long tid, TransactionMetadata metadata, List<Write> writes) {}
