/** Runs the classes named {@code *Stress}, which stand beside what they test, with jcstress in a JVM of its own. */
package dev.odb.core.stress;
