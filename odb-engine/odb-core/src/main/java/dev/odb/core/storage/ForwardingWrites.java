package dev.odb.core.storage;

/**
 * Hands every call on to other writes; for those that say something else of them. Whoever overrides what is said of a revision
 * overrides {@link #get} as well. They count as not in memory, since {@link #get} may make what it gives.
 */
public abstract class ForwardingWrites extends Writes {
    /** Those that are asked. */
    protected abstract Writes originals();

    @Override
    public Write get(int index) {
        return originals().get(index);
    }

    @Override
    public int size() {
        return originals().size();
    }

    @Override
    public int held() {
        return originals().held();
    }

    @Override
    public long oid(int index) {
        return originals().oid(index);
    }

    @Override
    public long serialSeen(int index) {
        return originals().serialSeen(index);
    }

    @Override
    public int length(int index) {
        return originals().length(index);
    }

    @Override
    public long dataSerial(int index) {
        return originals().dataSerial(index);
    }

    @Override
    public Lineage lineage(int index) {
        return originals().lineage(index);
    }
}
