package dev.odb.core.storage.file;

/**
 * A record that is damaged.
 *
 * @param position where it stands, or its entry if that is not known
 * @param oid its object
 * @param sure whether its header is whole, so that this is its object
 * @param after the object whose record stands before it, -1 if there is none: a batch has its records by rising oid
 * @param what is wrong
 */
record Lost(long position, long oid, boolean sure, long after, String what) {
    /** Whose record it is, as far as that can be said. */
    String object() {
        return sure
                ? "object " + oid
                : "an object" + (after < 0 ? "" : " above " + after) + ", whose damaged header says " + oid;
    }
}
