package dev.odb.core.storage.spill;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.BitSet;

/** The newest records of a spill, each read when it is asked for. */
final class SpilledWrites extends Writes {
    private final Spill spill;
    private final long[] oids;
    private final long[] positions;
    private final long[] serials;
    private final int[] lengths;
    /** Those that have more than a record. */
    private final BitSet extended;

    SpilledWrites(Spill spill, long[] oids, long[] positions, long[] serials, int[] lengths, BitSet extended) {
        this.spill = spill;
        this.oids = oids;
        this.positions = positions;
        this.serials = serials;
        this.lengths = lengths;
        this.extended = extended;
    }

    @Override
    public Write get(int index) {
        return spill.write(positions[index]);
    }

    @Override
    public int size() {
        return oids.length;
    }

    @Override
    public long oid(int index) {
        return oids[index];
    }

    @Override
    public long serialSeen(int index) {
        return serials[index];
    }

    @Override
    public int length(int index) {
        return lengths[index];
    }

    @Override
    public long dataSerial(int index) {
        return extended.get(index) ? get(index).dataSerial() : 0;
    }

    @Override
    public Lineage lineage(int index) {
        return extended.get(index) ? get(index).lineage() : null;
    }

    @Override
    public long[] oids() {
        return oids;
    }
}
