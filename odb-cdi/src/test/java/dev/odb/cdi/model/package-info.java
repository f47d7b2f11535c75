/** Persistent classes of the tests. */
package dev.odb.cdi.model;
