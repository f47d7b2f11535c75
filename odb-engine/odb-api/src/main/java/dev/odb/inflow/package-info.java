/**
 * What a message-driven bean implements to be told by a database: {@link dev.odb.inflow.OdbTaskListener} takes tasks from a
 * queue, {@link dev.odb.inflow.OdbChangeListener} hears of committed transactions. Both are called in a transaction in
 * which the delivery is a part of the database's own branch. Stable.
 */
package dev.odb.inflow;
