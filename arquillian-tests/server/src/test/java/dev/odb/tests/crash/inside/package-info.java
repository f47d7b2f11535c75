/**
 * The side of the crash matrix that runs in the process which halts: one transaction over an object and something else, and
 * recovery pass by pass. {@link dev.odb.tests.crash.inside.Commands} is what both kinds of process offer, {@link
 * dev.odb.tests.crash.inside.CrashServlet} in WildFly and {@link dev.odb.tests.crash.inside.PlainMain} in a plain JVM.
 */
package dev.odb.tests.crash.inside;
