package dev.odb.core.copy;

import dev.odb.core.record.RecordRemap;
import dev.odb.core.storage.ForwardingWrites;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.function.IntUnaryOperator;

/** The writes of a transaction as the copy has them, each read and given the copy's class ids when it is asked for. */
final class CopiedWrites extends ForwardingWrites {
    private final Writes originals;
    private final IntUnaryOperator classes;

    CopiedWrites(Writes originals, IntUnaryOperator classes) {
        this.originals = originals;
        this.classes = classes;
    }

    @Override
    protected Writes originals() {
        return originals;
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

    /** Other class ids can be longer or shorter. */
    @Override
    public int length(int index) {
        return get(index).record().length;
    }
}
