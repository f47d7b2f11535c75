package dev.odb.core.record;

/** A block of references as it stands in a record. */
final class StoredReferences {
    private static final StoredReferences NONE = new StoredReferences(new long[0], new int[0]);

    final long[] oids;
    final int[] classIds;

    private StoredReferences(long[] oids, int[] classIds) {
        this.oids = oids;
        this.classIds = classIds;
    }

    static StoredReferences read(RecordInput in) {
        int count = in.readCount(2);
        if (count == 0) {
            return NONE;
        }
        StoredReferences block = new StoredReferences(new long[count], new int[count]);
        for (int i = 0; i < count; i++) {
            block.oids[i] = in.readVarlong();
            block.classIds[i] = in.readVarint();
        }
        return block;
    }

    /** The block of weak references, which only a record with that flag has. */
    static StoredReferences readWeak(RecordInput in, int flags) {
        return (flags & RecordEncoder.WEAK) == 0 ? NONE : read(in);
    }

    /** Reads the place of a reference in the block. */
    int readIndex(RecordInput in) {
        int index = in.readVarint();
        if (index >= oids.length) {
            throw in.corrupt("reference " + index + " is not in its block of references");
        }
        return index;
    }
}
