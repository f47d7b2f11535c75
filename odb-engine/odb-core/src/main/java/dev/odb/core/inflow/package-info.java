/**
 * Task queues and the feed of changes: what is stored of them, and what a consumer in this process takes. {@link
 * dev.odb.core.inflow.TaskConsumer} and {@link dev.odb.core.inflow.ChangeSubscription} are for whoever calls the listeners.
 *
 * <p>Objects of persistent classes in this package and in {@code dev.odb.queue} are the database's own bookkeeping: the feed
 * leaves them out of the transactions that it reports, and a transaction that writes nothing else is marked and not reported
 * at all. What is bookkeeping and writes objects of other classes, too, such as the root directory, goes through {@link
 * dev.odb.core.inflow.Bookkeeping}, which marks it.
 */
package dev.odb.core.inflow;
