/** Classes that this module's build does not enhance, and may not: what the bad-input tests put before the database. */
package dev.odb.tests.plain;
