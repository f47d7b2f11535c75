/** Replay of what a relational database refuses, with a real one and without a server. */
package dev.odb.tests.rows;
