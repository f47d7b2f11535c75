package dev.odb;

import java.util.List;

/**
 * A committed transaction with what it wrote.
 *
 * @param info about it
 * @param revisions what it wrote, in the order of oids; each is read when it is asked for, again if it is asked for again,
 *     so a transaction of any size takes no memory
 */
public record StoredTransaction(TransactionInfo info, List<ObjectRevision> revisions) {}
