/**
 * Databases written by older classes: two or more generations of an application are compiled, enhanced and run, each with
 * a class loader of its own, on one folder.
 */
package dev.odb.core.evolution;
