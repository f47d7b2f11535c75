package dev.odb.core.storage.spill;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;

/** The newest records of a spill, each read when it is asked for. */
final class SpilledWrites extends Writes {
    private final Spill spill;
    private final long[] oids;
    private final long[] positions;
    private final long[] serials;
    private final int[] lengths;

    SpilledWrites(Spill spill, long[] oids, long[] positions, long[] serials, int[] lengths) {
        this.spill = spill;
        this.oids = oids;
        this.positions = positions;
        this.serials = serials;
        this.lengths = lengths;
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
    public long[] oids() {
        return oids;
    }
}
