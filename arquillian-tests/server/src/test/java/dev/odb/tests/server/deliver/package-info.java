/** An application that takes tasks and hears of changes, deployed in the sample's place on a server that is killed. */
package dev.odb.tests.server.deliver;
