/** What the page may do of the database's administration. */
package dev.odb.sample.administration;
