/**
 * Objects in memory: one {@link dev.odb.core.object.Workspace} holds the copies and changes of one transaction, loads
 * ghosts, finds what is newly reachable and turns it into a commit request.
 *
 * <p>Thread rule: a workspace belongs to one thread at a time.
 */
package dev.odb.core.object;
