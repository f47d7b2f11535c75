/** Lost transactions are run again. */
package dev.odb.tests.replay;
