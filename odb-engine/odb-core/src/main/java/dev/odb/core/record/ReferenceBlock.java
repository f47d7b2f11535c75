package dev.odb.core.record;

import dev.odb.spi.Managed;
import java.util.Arrays;

/** The references of a record that is being written, strong or weak ones: each target once. */
final class ReferenceBlock {
    private final IdentityTable targets = new IdentityTable();
    private long[] oids = new long[16];
    private int[] classIds = new int[16];
    private int count;

    void clear() {
        targets.clear();
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The target's place in the block, or -1. */
    int find(Managed target) {
        return targets.get(target);
    }

    int add(Managed target, long oid, int classId) {
        if (count == oids.length) {
            oids = Arrays.copyOf(oids, 2 * count);
            classIds = Arrays.copyOf(classIds, 2 * count);
        }
        oids[count] = oid;
        classIds[count] = classId;
        targets.put(target, count);
        return count++;
    }

    void write(RecordOutput out) {
        out.putVarlong(count);
        for (int i = 0; i < count; i++) {
            out.putVarlong(oids[i]);
            out.putVarlong(classIds[i]);
        }
    }
}
