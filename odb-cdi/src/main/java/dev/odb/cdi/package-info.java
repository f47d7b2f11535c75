/**
 * What an application writes: {@link dev.odb.cdi.OdbRoot} to have a root injected, {@link dev.odb.cdi.RetryOnConflict} to
 * have a transaction replayed. Stable.
 */
package dev.odb.cdi;
