/** A resource adapter and a web application that do nothing: what they leave behind is the server's doing. */
package dev.odb.tests.server.idle;
