package dev.odb.core.storage.overlay;

import dev.odb.core.storage.ForwardingWrites;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** The same writes with other serials. What is said to be stored up to a tid already is to be stored again. */
final class TranslatedWrites extends ForwardingWrites {
    private final Writes originals;
    private final long[] serials;
    private final long storedAbove;

    /** Translates one. */
    @FunctionalInterface
    interface Serials {
        long translate(long oid, long serial);
    }

    TranslatedWrites(Writes originals, Serials translation, long storedAbove) {
        this.originals = originals;
        this.storedAbove = storedAbove;
        serials = new long[originals.size()];
        for (int i = 0; i < serials.length; i++) {
            serials[i] = translation.translate(originals.oid(i), originals.serialSeen(i));
        }
    }

    @Override
    protected Writes originals() {
        return originals;
    }

    @Override
    public Write get(int index) {
        Write original = originals.get(index);
        return new Write(
                original.oid(), serials[index], original.record(), stored(original.dataSerial()), original.lineage());
    }

    @Override
    public long serialSeen(int index) {
        return serials[index];
    }

    @Override
    public long dataSerial(int index) {
        return stored(originals.dataSerial(index));
    }

    @Override
    public boolean inMemory() {
        return originals.inMemory();
    }

    private long stored(long dataSerial) {
        return dataSerial > storedAbove ? dataSerial : 0;
    }
}
