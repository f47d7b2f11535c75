package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.function.LongUnaryOperator;

/** The writes of a transaction of another storage, with the predecessors that they have in this one. */
final class RestoredWrites extends Writes {
    private final Writes originals;
    private final LongUnaryOperator serials;

    /** With what gives an object's newest serial here. */
    RestoredWrites(Writes originals, LongUnaryOperator serials) {
        this.originals = originals;
        this.serials = serials;
    }

    @Override
    public Write get(int index) {
        Write original = originals.get(index);
        return new Write(
                original.oid(), serialSeen(index), original.record(), original.dataSerial(), original.lineage());
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
        return serials.applyAsLong(oid(index));
    }

    @Override
    public int length(int index) {
        return originals.length(index);
    }

    @Override
    public long dataSerial(int index) {
        return originals.dataSerial(index);
    }

    @Override
    public Lineage lineage(int index) {
        return originals.lineage(index);
    }
}
