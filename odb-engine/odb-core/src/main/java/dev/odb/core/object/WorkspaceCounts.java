package dev.odb.core.object;

/**
 * Counts for one workspace, and tells those of the database only now and then, so that loading touches no memory that other
 * threads write. Belongs to its workspace.
 */
final class WorkspaceCounts {
    private static final int STEP = 64;

    private final ObjectCounts database;
    private final LoadedObjects loaded;
    private int lookups;
    private int objects;
    private long recordBytes;

    WorkspaceCounts(ObjectCounts database, LoadedObjects loaded) {
        this.database = database;
        this.loaded = loaded;
    }

    /** The storage is asked for a record. */
    void lookup() {
        if (++lookups == STEP) {
            tell();
        }
    }

    /** Tells what is new. */
    void tell() {
        if (lookups > 0) {
            database.lookups.add(lookups);
            lookups = 0;
        }
        holds(loaded.size(), loaded.bytes());
    }

    /** The workspace holds nothing any more. */
    void end() {
        if (lookups > 0) {
            database.lookups.add(lookups);
            lookups = 0;
        }
        holds(0, 0);
    }

    private void holds(int nowObjects, long nowBytes) {
        if (nowObjects != objects || nowBytes != recordBytes) {
            database.objects.add((long) nowObjects - objects);
            database.recordBytes.add(nowBytes - recordBytes);
            objects = nowObjects;
            recordBytes = nowBytes;
        }
    }
}
