/**
 * Benchmarks of the small things, for JMH: what a field read, a record, a look into the index and an append cost. They are
 * for finding out what a change did to its part; whether the whole is fast, the workload of {@link dev.odb.benchmarks}
 * says.
 */
package dev.odb.benchmarks.small;
