/** Weak references. */
package dev.odb.core.weak;
