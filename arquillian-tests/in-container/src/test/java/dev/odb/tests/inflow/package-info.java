/** Message-driven beans that take tasks from queues of the database. Deployed twice by one of the tests. */
package dev.odb.tests.inflow;
