package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** Revisions of a damaged log as they go into a new one, each behind the revision that its object has there. One thread. */
final class SalvagedWrites extends Writes {
    private final Entry.BatchEntry batch;
    private final RecordReader source;
    private final ObjectHistory target;

    SalvagedWrites(Entry.BatchEntry batch, RecordReader source, ObjectHistory target) {
        this.batch = batch;
        this.source = source;
        this.target = target;
    }

    /** Whether the record's state can be found. */
    boolean isReadable(int index) {
        long dataSerial = dataSerial(index);
        return dataSerial == 0 || target.content(oid(index), dataSerial) != null;
    }

    @Override
    public Write get(int index) {
        long oid = oid(index);
        long dataSerial = dataSerial(index);
        byte[] record =
                dataSerial == 0 ? source.content(batch.positions()[index], oid) : target.content(oid, dataSerial);
        return new Write(oid, serialSeen(index), record, dataSerial);
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
        return target.serial(oid(index));
    }

    @Override
    public int length(int index) {
        return get(index).record().length;
    }

    @Override
    public long dataSerial(int index) {
        return source.header(batch.positions()[index], oid(index)).dataSerial();
    }
}
