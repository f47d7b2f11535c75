/** What the server's pool does with connections, and what a user sees of it. */
package dev.odb.tests.pool;
