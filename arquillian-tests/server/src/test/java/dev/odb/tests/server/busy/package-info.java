/** A web application that uses the database in every way that leaves something with a class, a thread or a pool. */
package dev.odb.tests.server.busy;
