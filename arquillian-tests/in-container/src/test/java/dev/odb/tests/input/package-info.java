/** Mistakes of an application, and what it is told. */
package dev.odb.tests.input;
