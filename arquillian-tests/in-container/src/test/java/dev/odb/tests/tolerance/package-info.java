/** Replay beside the interceptors of MicroProfile Fault Tolerance. */
package dev.odb.tests.tolerance;
