/**
 * What an application compiles against. Enter at {@link dev.odb.ObjectDatabase} in plain Java SE and at {@link
 * dev.odb.OdbConnectionFactory} (or an injected root) on a server; mark model classes {@link dev.odb.Persistent}.
 *
 * <p>Thread rule: an {@link dev.odb.ObjectDatabase} and a connection factory may be used by all threads; a connection
 * and the objects it gave belong to one transaction and one thread at a time.
 *
 * <p>Stability: the names in this package are fixed; programs are written against them.
 */
package dev.odb;
