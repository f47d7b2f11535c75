package dev.odb;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an open database has done and holds, at one moment. Counts begin at 0 when it is opened; they are taken one after the
 * other while others work, so two of them need not belong to the same instant. Immutable.
 *
 * @param since when the database was opened
 * @param transactions of applications
 * @param conflicts that transactions lost
 * @param replays of transactions that had lost
 * @param forces of the log
 * @param recordCache the records that all transactions share in memory
 * @param memory the objects that transactions and connections hold
 * @param storage what it takes on the disk
 * @param prepared the branches that are prepared and not decided, oldest first
 * @param queues the task queues that were used since then, by name
 */
public record DatabaseStatistics(
        Instant since,
        Transactions transactions,
        Conflicts conflicts,
        Replays replays,
        Forces forces,
        RecordCache recordCache,
        Memory memory,
        StorageSize storage,
        List<Prepared> prepared,
        List<TaskQueueInfo> queues) {
    /** Copies the lists. */
    public DatabaseStatistics {
        prepared = List.copyOf(prepared);
        queues = List.copyOf(queues);
    }

    /**
     * Transactions, without those of the engine itself. One of a connection counts from its end on, and not at all if it did
     * nothing; a branch that an earlier process had prepared counts only when it is decided.
     *
     * @param begun that were begun
     * @param committed that stored something
     * @param readOnly that ended without anything to store
     * @param rolledBack that were given up, those that lost a conflict among them
     * @param unknown of which nobody knows whether they are committed until the database is opened again
     */
    public record Transactions(long begun, long committed, long readOnly, long rolledBack, long unknown) {}

    /**
     * Conflicts.
     *
     * @param lost how often a transaction was refused
     * @param merged changes of objects that were merged with what another transaction had stored, instead of being lost
     * @param byClass how often by the class of the first object that was lost, most often first
     * @param hot the objects that were lost most often, most often first; a few
     */
    public record Conflicts(long lost, long merged, Map<String, Long> byClass, List<HotObject> hot) {
        /** Copies the list; the map must not be changed. */
        public Conflicts {
            hot = List.copyOf(hot);
        }
    }

    /**
     * An object that transactions lose often.
     *
     * @param oid its oid
     * @param className its class, empty if the object is gone
     * @param lost how often it was lost
     * @param error by how much that may be too high, since only so many objects are remembered
     */
    public record HotObject(long oid, String className, long lost, long error) {}

    /**
     * Replays.
     *
     * @param begun transactions that were run again
     * @param exhausted how often the last replay lost too, or the time for replays was over
     */
    public record Replays(long begun, long exhausted) {}

    /**
     * Forced writes of the log; none for a memory database.
     *
     * @param count how many
     * @param bytes that they made durable
     * @param commits the commits, prepares and decisions that they made durable
     * @param bySize how many forces made so many of these durable together: by {@code "0"}, {@code "1"}, {@code "2"}, {@code
     *     "3-4"}, {@code "5-8"} and so on, in this order, all of them
     */
    public record Forces(long count, long bytes, long commits, Map<String, Long> bySize) {
        /** No force. */
        public static final Forces NONE = new Forces(0, 0, 0, Map.of());

        /** How many commits share a force on the average; 0 if there was none. */
        public double commitsPerForce() {
            return count == 0 ? 0 : (double) commits / count;
        }
    }

    /**
     * The record cache.
     *
     * @param hits records that transactions asked for and that were there
     * @param misses records that were asked for and had to be read from the storage
     * @param records that it holds
     * @param bytes that they take
     * @param maxBytes that they may take
     */
    public record RecordCache(long hits, long misses, long records, long bytes, long maxBytes) {}

    /**
     * Objects with state. A transaction tells now and then, so each may have some tens that are not counted yet.
     *
     * @param objects how many
     * @param recordBytes the lengths of their records together
     */
    public record Memory(long objects, long recordBytes) {}

    /**
     * Bytes on the disk; 0 for a memory database, except blobs.
     *
     * @param log all segments with the room that was made in advance
     * @param index the newest saved one
     * @param blobs the contents of blobs, looked at once a minute at most
     */
    public record StorageSize(long log, long index, long blobs) {
        /** All together. */
        public long total() {
            return log + index + blobs;
        }
    }

    /**
     * A prepared branch.
     *
     * @param branch its name
     * @param since when it was prepared
     */
    public record Prepared(String branch, Instant since) {}
}
