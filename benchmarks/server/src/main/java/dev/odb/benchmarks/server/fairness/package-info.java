/**
 * Many callers change one object inside a server: ODB with replay beside Jakarta Persistence with optimistic locking and a
 * loop written by hand. Enter at {@link FairnessServlet}.
 */
package dev.odb.benchmarks.server.fairness;
