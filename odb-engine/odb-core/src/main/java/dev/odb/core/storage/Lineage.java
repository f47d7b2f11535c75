package dev.odb.core.storage;

/**
 * Where a revision stands that was written in a version or by an undo; most revisions have none. The fields are those of the
 * relational storage's state chart (seed 001), with 0 for none.
 *
 * @param version the version it was written in, empty for the main line
 * @param nv the serial of the revision that whoever is not in the version sees in its place; 0 in the main line, and for an
 *     object that was made in the version
 * @param pre the serial of the revision it was made from: the one before it in its version, or the one that an undo went back to
 *     had; 0 for none
 */
public record Lineage(String version, long nv, long pre) {
    /** Whether it is of the main line. */
    public boolean isMain() {
        return version.isEmpty();
    }
}
