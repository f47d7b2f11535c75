/**
 * What the storages of this process share: the objects that prepared branches hold, the check of a batch against the
 * appended state, the last changes and the class catalog. Nothing here knows how a storage keeps its records.
 *
 * <p>Thread rule: every class says how it is guarded; none of them waits for a disk.
 */
package dev.odb.core.storage.local;
