package dev.odb.enhancer;

/** A method as it stands in the source. */
record MethodFacts(int access, String name, String descriptor, boolean onLoad) {}
