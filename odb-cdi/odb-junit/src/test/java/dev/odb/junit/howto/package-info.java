/** The application and the tests of {@code docs/howto/testing.md}, which shows parts of these files. */
package dev.odb.junit.howto;
