package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** Revisions of a damaged log as they go into a new one, each behind the revision that its object has there. One thread. */
final class SalvagedWrites extends Writes {
    private final Entry.BatchEntry batch;
    private final long border;
    private final RecordReader source;
    private final ObjectHistory target;

    /** Revisions up to the border are those of another database. */
    SalvagedWrites(Entry.BatchEntry batch, long border, RecordReader source, ObjectHistory target) {
        this.batch = batch;
        this.border = border;
        this.source = source;
        this.target = target;
    }

    /** Whether the record's state can be found. */
    boolean isReadable(int index) {
        long dataSerial = dataSerial(index);
        return dataSerial == 0 || earlier(index, dataSerial) != null;
    }

    @Override
    public Write get(int index) {
        long oid = oid(index);
        RecordHeader header = header(index);
        long dataSerial = header.dataSerial();
        byte[] record = dataSerial == 0 ? source.content(batch.positions()[index], oid) : earlier(index, dataSerial);
        return new Write(oid, serialSeen(index), record, dataSerial, lineage(oid, header));
    }

    /** The state of an earlier revision, perhaps of one of which only the decision is lost; or null. */
    private byte[] earlier(int index, long dataSerial) {
        byte[] salvaged = target.content(oid(index), dataSerial);
        if (salvaged != null) {
            return salvaged;
        }
        try {
            return source.content(batch.positions()[index], oid(index));
        } catch (CorruptStorageException e) {
            return null;
        }
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
        return header(index).dataSerial();
    }

    @Override
    public Lineage lineage(int index) {
        return lineage(oid(index), header(index));
    }

    /** Its lineage if what others see in its place is lost, else null. */
    Lineage lostOutside(int index) {
        Lineage lineage = header(index).lineage();
        return lineage == null || lineage.nv() == outside(oid(index), lineage) ? null : lineage;
    }

    /** What others saw last of what is left stands for what is lost; of what it was made from nothing is left then. */
    private Lineage lineage(long oid, RecordHeader header) {
        Lineage lineage = header.lineage();
        return lineage == null
                ? null
                : new Lineage(
                        lineage.version(),
                        outside(oid, lineage),
                        isOfBase(lineage.pre()) || target.has(oid, lineage.pre()) ? lineage.pre() : 0);
    }

    private long outside(long oid, Lineage lineage) {
        long nv = lineage.nv();
        return nv == 0 || isOfBase(nv) ? nv : target.mainLine(oid, nv);
    }

    private boolean isOfBase(long serial) {
        return serial > 0 && serial <= border;
    }

    private RecordHeader header(int index) {
        return source.header(batch.positions()[index], oid(index));
    }
}
