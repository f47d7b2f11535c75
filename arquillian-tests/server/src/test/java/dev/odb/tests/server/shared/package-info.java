/** A web application that several servers have on one database, beside the tasks of {@code deliver}. */
package dev.odb.tests.server.shared;
