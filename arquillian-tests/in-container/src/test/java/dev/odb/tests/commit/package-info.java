/** One commit for objects and rows. */
package dev.odb.tests.commit;
