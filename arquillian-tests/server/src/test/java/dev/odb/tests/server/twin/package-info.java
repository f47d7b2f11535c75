/** A web application that is deployed twice, with two versions of its class. */
package dev.odb.tests.server.twin;
