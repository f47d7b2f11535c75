/** What the server needs for it; used outside the server only. */
package dev.odb.tests.tolerance.setup;
