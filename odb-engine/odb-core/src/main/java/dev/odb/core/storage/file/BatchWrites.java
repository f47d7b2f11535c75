package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** The writes of a batch in the log, each read when it is asked for. Any thread. */
final class BatchWrites extends Writes {
    private final Entry.BatchEntry batch;
    private final Contents contents;

    /** Reads records. */
    @FunctionalInterface
    interface Contents {
        /** The object's record at the position, with all its bytes. */
        Write of(long position, long oid);
    }

    BatchWrites(Entry.BatchEntry batch, Contents contents) {
        this.batch = batch;
        this.contents = contents;
    }

    @Override
    public Write get(int index) {
        Write there = contents.of(batch.positions()[index], oid(index));
        return new Write(there.oid(), serialSeen(index), there.record(), there.dataSerial(), there.lineage());
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

    @Override
    public long dataSerial(int index) {
        return get(index).dataSerial();
    }

    @Override
    public Lineage lineage(int index) {
        return get(index).lineage();
    }
}
