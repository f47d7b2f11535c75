package dev.odb;

/**
 * Stands where an object of a class would that the application does not have. It can be referred to, moved and stored
 * again in other objects like any persistent object, and its record stays what it is; nothing can be changed in it. It is
 * found where the type of a field, variable or collection allows it; elsewhere the missing class is an error.
 */
public interface BrokenObject {
    /** The stored class. */
    String className();

    /** The object's oid. */
    long oid();

    /**
     * Its stored state as a JSON object: {@code $class}, then the fields by name.
     *
     * @throws DetachedObjectException if it was not read before its transaction ended
     */
    String json();
}
