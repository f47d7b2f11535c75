/**
 * The relational storage: tables of PostgreSQL or H2, made by the storage itself ({@code schema.sql}) and documented in
 * {@code docs/reference/schema.md}. Enter at {@link dev.odb.storage.jdbc.JdbcStorage}; {@link
 * dev.odb.storage.jdbc.JdbcStorageProvider} opens one for a URL. Several processes may write at a time. Any thread may
 * call. Everything that can be seen from outside is the {@link dev.odb.core.storage.Storage} contract; the classes may
 * change.
 */
package dev.odb.storage.jdbc;
