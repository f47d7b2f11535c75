/**
 * Databases copied into others with their history. Enter at {@link dev.odb.core.copy.DatabaseCopy}. Works on records as
 * bytes; of a record only the head is changed, where the class ids stand.
 *
 * <p>Thread rule: a copy belongs to one thread; the source may be used by all meanwhile.
 */
package dev.odb.core.copy;
