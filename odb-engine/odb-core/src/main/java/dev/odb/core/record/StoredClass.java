package dev.odb.core.record;

import java.util.List;

/**
 * A class as the database's catalog describes it.
 *
 * @param id its id in records
 * @param name its binary name
 * @param fields all persistent fields, superclass first, in the order of the values in a record
 */
public record StoredClass(int id, String name, List<StoredField> fields) {
    private static final String INFLOW = "dev.odb.core.inflow.";
    private static final String QUEUES = "dev.odb.queue.";
    private static final String VERSIONS = "dev.odb.core.version.";

    /** Whether its objects are the database's own bookkeeping: those of the classes in and below these packages are. */
    public boolean bookkeeping() {
        return name.startsWith(INFLOW) || name.startsWith(QUEUES) || name.startsWith(VERSIONS);
    }

    /** Whether its objects say how far something has come, or what stands in other revisions, which is not undone. */
    public boolean position() {
        return name.startsWith(INFLOW) || name.startsWith(VERSIONS);
    }

    /**
     * A field of it.
     *
     * @param declaredBy the binary name of the class that declares it
     * @param name its name
     * @param descriptor its type as a JVM descriptor
     */
    public record StoredField(String declaredBy, String name, String descriptor) {}
}
