/** Message-driven beans that cannot be replayed. */
package dev.odb.tests.jms.mistakes;
