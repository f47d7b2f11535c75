package dev.odb.core.storage;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the records that are read from a storage. */
public final class LoadCounter extends ForwardingStorage {
    private final AtomicLong loads = new AtomicLong();

    /** Before that storage. */
    public LoadCounter(Storage target) {
        super(target);
    }

    /** How many since the last call. */
    public long loads() {
        return loads.getAndSet(0);
    }

    @Override
    public Revision load(long oid, long snapshot) {
        loads.incrementAndGet();
        return super.load(oid, snapshot);
    }

    @Override
    public Revision loadAppended(long oid) {
        loads.incrementAndGet();
        return super.loadAppended(oid);
    }
}
