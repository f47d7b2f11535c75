package dev.odb.core.copy;

import dev.odb.core.record.RecordRemap;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.function.IntUnaryOperator;

/** The writes of a transaction as the copy has them, each read and given the copy's class ids when it is asked for. */
final class CopiedWrites extends Writes {
    private final Writes originals;
    private final IntUnaryOperator classes;

    CopiedWrites(Writes originals, IntUnaryOperator classes) {
        this.originals = originals;
        this.classes = classes;
    }

    @Override
    public Write get(int index) {
        return copied(originals.get(index), classes);
    }

    /** One of them. */
    static Write copied(Write write, IntUnaryOperator classes) {
        byte[] record = write.tombstone() ? write.record() : RecordRemap.remap(write.record(), classes, oid -> oid);
        return new Write(write.oid(), write.serialSeen(), record, write.dataSerial(), write.lineage());
    }

    @Override
    public int size() {
        return originals.size();
    }

    @Override
    public long oid(int index) {
        return originals.oid(index);
    }

    @Override
    public long serialSeen(int index) {
        return originals.serialSeen(index);
    }

    @Override
    public Lineage lineage(int index) {
        return originals.lineage(index);
    }

    /** Other class ids can be longer or shorter. */
    @Override
    public int length(int index) {
        return get(index).record().length;
    }

    @Override
    public long dataSerial(int index) {
        return originals.dataSerial(index);
    }
}
