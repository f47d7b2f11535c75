/** JMS message-driven beans: the broker replays what loses, and gives up in the dead-letter queue. */
package dev.odb.tests.jms;
