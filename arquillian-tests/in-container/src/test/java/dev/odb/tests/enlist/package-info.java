/** When a connection takes part in a transaction. */
package dev.odb.tests.enlist;
