package dev.odb.core.storage.file;

/** Reads the records of a batch in the log, also when a pack has put another log in its place. Any thread. */
interface BatchRecords {
    /** What the query says of the object's record at the position. */
    <T> T ask(Query<T> query, long position, long oid);

    /**
     * Asks for something of a record.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Query<T> {
        /** Asks the reader of the log in which it stands. */
        T of(RecordReader reader, long position, long oid);
    }
}
