/**
 * Transactions over records: snapshots, object locks, conflicts and their resolution, the two phases. Enter at {@link
 * dev.odb.core.transaction.Commits}. Knows bytes and oids, no objects.
 */
package dev.odb.core.transaction;
