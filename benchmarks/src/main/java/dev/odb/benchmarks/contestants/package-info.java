/** Who takes part, each used the way its own manual recommends, with commits that survive a power cut. */
package dev.odb.benchmarks.contestants;
