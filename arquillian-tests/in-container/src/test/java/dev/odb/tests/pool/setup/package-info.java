/** Used outside the server only. */
package dev.odb.tests.pool.setup;
