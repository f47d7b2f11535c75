/** Runs what the README shows. */
package dev.odb.core.readme;
