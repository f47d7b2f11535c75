/**
 * Message inflow: message-driven beans take tasks from queues of a database and hear of its changes. Enter at {@link
 * dev.odb.ra.inflow.Inflow}, the activations of an adapter. Of each, a {@link dev.odb.ra.inflow.Crew} has threads of the
 * server's do one step after the other of a job, {@link dev.odb.ra.inflow.TaskJob} or {@link
 * dev.odb.ra.inflow.ChangeJob}; what either does in one transaction of the server goes through {@link
 * dev.odb.ra.inflow.ListenerTransaction}. The database is seen through {@link dev.odb.ra.inflow.InflowDatabase} only.
 * Classes that a server calls are public; nothing else is for applications.
 */
package dev.odb.ra.inflow;
