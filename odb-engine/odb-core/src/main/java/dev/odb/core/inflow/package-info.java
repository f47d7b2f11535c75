/**
 * Task queues and the feed of changes: what is stored of them, and what a consumer in this process takes. {@link
 * dev.odb.core.inflow.TaskConsumer} and {@link dev.odb.core.inflow.ChangeSubscription} are for whoever calls the listeners.
 */
package dev.odb.core.inflow;
