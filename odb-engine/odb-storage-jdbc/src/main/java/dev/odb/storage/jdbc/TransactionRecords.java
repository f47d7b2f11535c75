package dev.odb.storage.jdbc;

import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StorageMessages;
import java.util.Arrays;
import java.util.Map;

/**
 * The records of a transaction. Whoever asks for one after the other, in the order of oids, gets them from statements that
 * read more and more at once. One thread at a time.
 */
final class TransactionRecords {
    private static final int MOST = 512;
    private static final long MOST_BYTES = 256 << 10;

    private final Connections connections;
    private final long tid;
    private final long[] oids;
    private final long[] lengths;
    private Map<Long, Revision> read = Map.of();
    private int next = -1;
    private int atOnce = 1;

    /** Of these objects, in order, with the lengths of their records. */
    TransactionRecords(Connections connections, long tid, long[] oids, long[] lengths) {
        this.connections = connections;
        this.tid = tid;
        this.oids = oids;
        this.lengths = lengths;
    }

    Revision of(long oid) {
        Revision known = read.get(oid);
        if (known != null) {
            return known;
        }
        int from = Arrays.binarySearch(oids, oid);
        atOnce = from == next ? Math.min(MOST, 2 * atOnce) : 1;
        next = from + 1;
        long bytes = lengths[from];
        while (next < oids.length && next - from < atOnce && bytes + lengths[next] <= MOST_BYTES) {
            bytes += lengths[next++];
        }
        long last = oids[next - 1];
        read = connections.read(connection -> Revisions.written(connection, tid, oid, last));
        Revision found = read.get(oid);
        if (found == null) {
            throw StorageMessages.packedMeanwhile(oid, tid, connections.location());
        }
        return found;
    }
}
