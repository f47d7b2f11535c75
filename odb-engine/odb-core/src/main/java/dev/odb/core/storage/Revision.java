package dev.odb.core.storage;

/**
 * A stored revision.
 *
 * @param serial the tid that wrote it
 * @param record the bytes as given at commit; must not be changed
 * @param lineage of a revision that was written in a version or by an undo, else null
 */
public record Revision(long serial, byte[] record, Lineage lineage) {
    /** A plain one. */
    public Revision(long serial, byte[] record) {
        this(serial, record, null);
    }

    /** The version it was written in, empty for the main line. */
    public String version() {
        return lineage == null ? "" : lineage.version();
    }
}
