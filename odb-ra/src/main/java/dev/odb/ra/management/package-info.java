/**
 * Databases as they stand in JMX: {@link dev.odb.ra.management.DatabaseMXBean} is what is shown of one, under the name
 * {@code dev.odb:type=Database,name=<databaseName>}, and {@link dev.odb.ra.management.DeliveriesMXBean} what is shown of the
 * deliveries to a message-driven bean. It shows and changes nothing; what changes a database is {@link
 * dev.odb.DatabaseAdministration}'s. Clients need none of these classes. All of them may be used by any thread.
 */
package dev.odb.ra.management;
