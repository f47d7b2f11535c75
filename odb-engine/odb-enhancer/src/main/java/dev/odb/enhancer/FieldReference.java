package dev.odb.enhancer;

/** What a field access instruction names; the field may be declared in a superclass of the owner. */
record FieldReference(String owner, String name, String descriptor) {}
