/**
 * The bytes of objects: {@link dev.odb.core.record.RecordEncoder} and {@link dev.odb.core.record.RecordDecoder} with the
 * catalog of stored classes. Knows nothing of transactions.
 */
package dev.odb.core.record;
