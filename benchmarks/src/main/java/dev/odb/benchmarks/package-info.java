/**
 * The workload of an issue tracker, run side by side by ODB and what one might use instead. {@link
 * dev.odb.benchmarks.Main} is the way in; a row of the table is a {@link dev.odb.benchmarks.Row}, who takes part a {@link
 * dev.odb.benchmarks.Contestant}. Every contestant forces its commits to the disk.
 */
package dev.odb.benchmarks;
