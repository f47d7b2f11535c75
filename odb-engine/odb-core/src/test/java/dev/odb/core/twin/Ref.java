package dev.odb.core.twin;

/** Stands for an object in a frozen state. */
record Ref(long id) {}
