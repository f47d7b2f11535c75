/** A resource adapter that does nothing: what the server itself asks for a resource in a transaction. */
package dev.odb.benchmarks.server.nothing;
