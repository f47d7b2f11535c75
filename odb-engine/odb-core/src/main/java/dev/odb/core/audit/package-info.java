/**
 * Who changed what when. {@link dev.odb.core.audit.Audit} is the way in: it reads the stored transactions, and before them the trail
 * that packs have kept of those they dropped, which are pages in a root of the database. All threads may use it; a stream belongs to
 * one. For the engine only.
 */
package dev.odb.core.audit;
