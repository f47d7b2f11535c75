/** An application whose message-driven bean takes tasks, deployed in the sample's place on a server that is killed. */
package dev.odb.tests.server.deliver;
