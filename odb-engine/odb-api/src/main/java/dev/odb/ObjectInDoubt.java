package dev.odb;

/**
 * What a branch in doubt will have made of one object if it is committed.
 *
 * @param oid the object
 * @param className its class
 * @param before the serial of the revision that it will replace, 0 for a new object
 * @param state the fields by name as JSON; a reference is {@code {"$ref": oid, "$class": name}}
 */
public record ObjectInDoubt(long oid, String className, long before, String state) {}
