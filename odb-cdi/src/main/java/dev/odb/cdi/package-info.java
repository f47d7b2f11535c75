/**
 * What an application writes: {@link dev.odb.cdi.OdbRoot} to have a root injected, {@link dev.odb.cdi.InitialRoot} to have it
 * made, {@link dev.odb.cdi.OdbDatabase} for the connection of one of several databases, {@link dev.odb.cdi.RetryOnConflict} to
 * have a transaction replayed. Stable.
 */
package dev.odb.cdi;
