/** The examples of pages that need a server. */
package dev.odb.tests.howto;
