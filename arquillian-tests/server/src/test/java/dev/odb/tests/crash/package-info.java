/**
 * The crash matrix: the process halts at each step of a two-phase commit between an object and something else, and of its
 * recovery. Start at {@link dev.odb.tests.crash.CrashMatrixIT}.
 */
package dev.odb.tests.crash;
