/** What an administrator sees of a database in a server. */
package dev.odb.tests.watch;
