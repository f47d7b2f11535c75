/** A WAR and an EJB jar of one EAR in one transaction. */
package dev.odb.tests.ear;
