package dev.odb.core.storage.file;

import dev.odb.core.storage.ForwardingWrites;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.function.LongUnaryOperator;

/** The writes of a transaction of another storage, with the predecessors that they have in this one. */
final class RestoredWrites extends ForwardingWrites {
    private final Writes originals;
    private final LongUnaryOperator serials;

    /** With what gives an object's newest serial here. */
    RestoredWrites(Writes originals, LongUnaryOperator serials) {
        this.originals = originals;
        this.serials = serials;
    }

    @Override
    protected Writes originals() {
        return originals;
    }

    @Override
    public Write get(int index) {
        Write original = originals.get(index);
        return new Write(
                original.oid(), serialSeen(index), original.record(), original.dataSerial(), original.lineage());
    }

    @Override
    public long serialSeen(int index) {
        return serials.applyAsLong(oid(index));
    }
}
