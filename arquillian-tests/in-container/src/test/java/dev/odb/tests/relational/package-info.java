/** Objects in tables: connection definitions and the data sources that they name. */
package dev.odb.tests.relational;
