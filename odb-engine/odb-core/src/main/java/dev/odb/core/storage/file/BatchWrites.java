package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** The writes of a batch in the log, each read when it is asked for, and of what its header says only that. Any thread. */
final class BatchWrites extends Writes {
    private final Entry.BatchEntry batch;
    private final BatchRecords records;

    BatchWrites(Entry.BatchEntry batch, BatchRecords records) {
        this.batch = batch;
        this.records = records;
    }

    private <T> T ask(int index, BatchRecords.Query<T> query) {
        return records.ask(query, batch.positions()[index], oid(index));
    }

    @Override
    public Write get(int index) {
        Write there = ask(index, RecordReader::write);
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
        return ask(index, RecordReader::length);
    }

    @Override
    public long dataSerial(int index) {
        return ask(index, RecordReader::header).dataSerial();
    }

    @Override
    public Lineage lineage(int index) {
        return ask(index, RecordReader::header).lineage();
    }
}
