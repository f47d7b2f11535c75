package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** The writes of a batch in the log, each read when it is asked for. Any thread. */
final class BatchWrites extends Writes {
    private final Entry.BatchEntry batch;
    private final Contents contents;

    /** Reads the bytes of a record. */
    @FunctionalInterface
    interface Contents {
        /** The bytes of the object's record at the position. */
        byte[] of(long position, long oid);
    }

    BatchWrites(Entry.BatchEntry batch, Contents contents) {
        this.batch = batch;
        this.contents = contents;
    }

    @Override
    public Write get(int index) {
        long oid = batch.oids()[index];
        return new Write(oid, batch.serials()[index], contents.of(batch.positions()[index], oid));
    }

    @Override
    public int size() {
        return batch.oids().length;
    }

    @Override
    public long oid(int index) {
        return batch.oids()[index];
    }

    @Override
    public long serialSeen(int index) {
        return batch.serials()[index];
    }

    @Override
    public int length(int index) {
        return get(index).record().length;
    }
}
