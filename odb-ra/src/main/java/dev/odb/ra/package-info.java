/**
 * The resource adapter: connections of a database as XA resources of a Jakarta EE server. Enter at {@link
 * dev.odb.ra.OdbResourceAdapter}, which owns the open databases; {@link dev.odb.ra.BranchTable} holds the XA branches of
 * one, and everything else hands calls to it. What the classes of the Connectors contract may be called with, and by
 * which thread, is the contract's; the class of a connection factory and its handles are for applications through {@code
 * dev.odb} only.
 */
package dev.odb.ra;
