/** Persistent classes and beans of the tests. */
package dev.odb.junit.model;
