/** Compares the documentation with the code: runs its examples, checks its tables and links. */
package dev.odb.core.readme;
