/**
 * A small application that {@link dev.odb.tests.server.SecurityIT} deploys: one component of each kind that uses the object
 * database, behind a servlet. Runs in the server; its classes are put into a WAR as they are, so none is persistent.
 */
package dev.odb.tests.server.app;
