/**
 * Tests that start, kill and restart the sample's server themselves. {@link dev.odb.tests.server.TestServer} is one server
 * with a data folder of its own, {@link dev.odb.tests.server.Tracker} its HTTP interface as a client sees it, {@link
 * dev.odb.tests.server.IssueFile} a file to import and what a plain scan of it finds.
 */
package dev.odb.tests.server;
