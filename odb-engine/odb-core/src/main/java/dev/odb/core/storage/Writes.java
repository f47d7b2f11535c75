package dev.odb.core.storage;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * The revisions of a transaction in oid order, each oid once. Their records need not be in memory: {@link #get} may read
 * one from a file, so whoever needs only oids, serials or lengths asks for these. For one thread at a time.
 */
public abstract class Writes extends AbstractList<Write> implements RandomAccess {
    /** Of revisions in memory, in oid order. */
    public static Writes of(List<Write> writes) {
        return writes instanceof Writes already ? already : new InMemory(writes);
    }

    /** The object that the revision at that index is of. */
    public abstract long oid(int index);

    /** The serial that it replaces, 0 for a new object. */
    public abstract long serialSeen(int index);

    /** The bytes of its record. */
    public abstract int length(int index);

    /** As {@link Write#dataSerial}. */
    public long dataSerial(int index) {
        return 0;
    }

    /** As {@link Write#lineage}. */
    public abstract Lineage lineage(int index);

    /** Whether {@link #get} gives what is in memory anyway. */
    public boolean inMemory() {
        return false;
    }

    /** How many of them take memory now; fewer than there are if they are looked up when somebody asks for them. */
    public int held() {
        return size();
    }

    /** All oids, in order. */
    public long[] oids() {
        long[] oids = new long[size()];
        for (int i = 0; i < oids.length; i++) {
            oids[i] = oid(i);
        }
        return oids;
    }

    /** The oids of those that replace a revision, in order. */
    public long[] savedOids() {
        long[] oids = new long[size()];
        int count = 0;
        for (int i = 0; i < oids.length; i++) {
            if (serialSeen(i) != 0) {
                oids[count++] = oid(i);
            }
        }
        return count == oids.length ? oids : Arrays.copyOf(oids, count);
    }

    /** Where the object's revision stands, or -1. */
    public int find(long oid) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = oid(middle);
            if (there == oid) {
                return middle;
            }
            if (there < oid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The same with other revisions of some of the objects, by oid. */
    public Writes replacing(Map<Long, Write> others) {
        return others.isEmpty() ? this : new Replaced(this, others);
    }

    private static final class InMemory extends Writes {
        private final List<Write> writes;

        InMemory(List<Write> writes) {
            this.writes = writes;
        }

        @Override
        public boolean inMemory() {
            return true;
        }

        @Override
        public Write get(int index) {
            return writes.get(index);
        }

        @Override
        public int size() {
            return writes.size();
        }

        @Override
        public long oid(int index) {
            return writes.get(index).oid();
        }

        @Override
        public long serialSeen(int index) {
            return writes.get(index).serialSeen();
        }

        @Override
        public int length(int index) {
            return writes.get(index).record().length;
        }

        @Override
        public long dataSerial(int index) {
            return writes.get(index).dataSerial();
        }

        @Override
        public Lineage lineage(int index) {
            return writes.get(index).lineage();
        }
    }

    private static final class Replaced extends Writes {
        private final Writes base;
        private final Map<Long, Write> others;

        Replaced(Writes base, Map<Long, Write> others) {
            this.base = base;
            this.others = Map.copyOf(others);
        }

        @Override
        public Write get(int index) {
            Write other = others.get(base.oid(index));
            return other == null ? base.get(index) : other;
        }

        @Override
        public int size() {
            return base.size();
        }

        @Override
        public long oid(int index) {
            return base.oid(index);
        }

        @Override
        public long serialSeen(int index) {
            Write other = others.get(base.oid(index));
            return other == null ? base.serialSeen(index) : other.serialSeen();
        }

        @Override
        public int length(int index) {
            Write other = others.get(base.oid(index));
            return other == null ? base.length(index) : other.record().length;
        }

        @Override
        public long dataSerial(int index) {
            Write other = others.get(base.oid(index));
            return other == null ? base.dataSerial(index) : other.dataSerial();
        }

        @Override
        public Lineage lineage(int index) {
            Write other = others.get(base.oid(index));
            return other == null ? base.lineage(index) : other.lineage();
        }

        @Override
        public boolean inMemory() {
            return base.inMemory();
        }
    }
}
