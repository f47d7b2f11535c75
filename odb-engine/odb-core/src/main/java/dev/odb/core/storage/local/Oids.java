package dev.odb.core.storage.local;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.ReadCheck;

/** The oids of a batch as arrays. */
public final class Oids {
    private Oids() {}

    /** What it writes. */
    public static long[] written(Batch batch) {
        return batch.writes().oids();
    }

    /** What it only verifies. */
    public static long[] checked(Batch batch) {
        return batch.checks().stream().mapToLong(ReadCheck::oid).toArray();
    }

    /** The highest oid written, or 0. */
    public static long highest(long[] oids) {
        long highest = 0;
        for (long oid : oids) {
            highest = Math.max(highest, oid);
        }
        return highest;
    }
}
