/** The persistent classes of the web application that is deployed twice; the first version. */
package dev.odb.tests.server.twin.model;
