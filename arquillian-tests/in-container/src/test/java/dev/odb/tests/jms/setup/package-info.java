/** What the tests with JMS need of the server; used outside of it only. */
package dev.odb.tests.jms.setup;
