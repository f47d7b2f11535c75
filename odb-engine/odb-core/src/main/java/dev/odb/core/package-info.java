/**
 * The engine as the resource adapter and {@link dev.odb.ObjectDatabase} see it. Enter at {@link
 * dev.odb.core.ManagedDatabase}. Below, the packages are layers: {@code object}, {@code transaction}, {@code record},
 * {@code storage}; each uses only those after it.
 */
package dev.odb.core;
