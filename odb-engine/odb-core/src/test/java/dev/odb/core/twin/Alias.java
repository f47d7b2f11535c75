package dev.odb.core.twin;

/** A mutable value kept in a variable beside the field that holds it. */
record Alias(Type type, Object value) {}
