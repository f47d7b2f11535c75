package dev.odb.core.object;

import dev.odb.DatabaseStatistics.Memory;
import java.util.concurrent.atomic.LongAdder;

/** What the workspaces of a database load and hold, as far as they have told. Any thread. */
public final class ObjectCounts {
    final LongAdder lookups = new LongAdder();
    final LongAdder objects = new LongAdder();
    final LongAdder recordBytes = new LongAdder();

    /** How many records transactions have asked the storage for. */
    public long lookups() {
        return lookups.sum();
    }

    /** The objects with state. */
    public Memory memory() {
        return new Memory(objects.sum(), recordBytes.sum());
    }
}
