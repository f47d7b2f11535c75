/**
 * Changes kept apart from a base that is only read. Enter at {@link dev.odb.core.storage.overlay.OverlayStorage}, or for
 * changes that stand in a folder at {@link dev.odb.core.storage.overlay.OverlayFolder}.
 *
 * <p>The base ends at a tid, the <em>border</em>: the newest one that it had when the overlay was made. The changes are a
 * storage of their own whose tids, oids and class ids go on above the base's, so that a serial says which of the two has the
 * revision. To the storage of the changes an object of the base is new when it is first changed: the serial that a
 * transaction saw in the base is compared with the base, which does not change, and handed on as 0. So the checks of
 * commits, prepared branches and durability are those of that storage.
 *
 * <p>A folder of changes has {@code overlay.odb}, a text that people can read, and {@code changes}, a file database:
 *
 * <pre>
 * ODB overlay, format 1
 * overlay: the id of the database of the changes
 * base: the id of the base's
 * last: the border
 * packed: the pack time of the base, 0 if it was not packed
 * checksum: CRC32C of the bytes before this line, in hexadecimal digits
 * </pre>
 *
 * It is written when the rest is durable; without it the making of the overlay was cut short, and begins again.
 *
 * <p>Thread rule: as all storages, for any thread. Stability: internal, but the file.
 */
package dev.odb.core.storage.overlay;
