/**
 * Sets up and runs the WildFly of the sample. {@link dev.odb.sample.server.SetUp} is called by the build, {@link
 * dev.odb.sample.server.Run} by {@code mvn -Prun}; tests that start and kill servers use {@link
 * dev.odb.sample.server.Server}.
 */
package dev.odb.sample.server;
