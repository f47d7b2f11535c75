/**
 * The issue tracker as ordinary classes. Enter at {@link dev.odb.sample.model.Issues}, the root "issues"; {@link
 * dev.odb.sample.model.Uploads} is the root "uploads". Nothing here knows about transactions, storage or a server; the
 * classes work as they are in a plain test. Objects are for one thread at a time, as their transaction is.
 */
package dev.odb.sample.model;
