package dev.odb.core.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A set of oids that takes a bit for each where they are dense. One thread; any thread reads once nobody adds. */
public final class OidSet {
    /** Words of 64 oids in a page. */
    private static final int PAGE = 1024;

    private final TreeMap<Long, long[]> pages = new TreeMap<>();
    private long lastNumber = -1;
    private long[] lastPage;
    private long size;

    /** Adds it; whether it is new. */
    public boolean add(long oid) {
        long number = number(oid);
        if (number != lastNumber) {
            lastPage = pages.computeIfAbsent(number, key -> new long[PAGE]);
            lastNumber = number;
        }
        int word = word(oid);
        long before = lastPage[word];
        lastPage[word] = before | 1L << oid;
        boolean added = lastPage[word] != before;
        size += added ? 1 : 0;
        return added;
    }

    /** Whether it is in the set. */
    public boolean contains(long oid) {
        long[] page = pages.get(number(oid));
        return page != null && (page[word(oid)] & 1L << oid) != 0;
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** The smallest one not below {@code from} that is not in the other set, or -1. */
    public long nextNotIn(OidSet other, long from) {
        for (Map.Entry<Long, long[]> entry : pages.tailMap(number(from), true).entrySet()) {
            long first = entry.getKey() * PAGE * Long.SIZE;
            long[] page = entry.getValue();
            long[] excluded = other.pages.get(entry.getKey());
            int start = from > first ? word(from) : 0;
            for (int word = start; word < PAGE; word++) {
                long bits = page[word] & (excluded == null ? -1L : ~excluded[word]);
                if (word == start && from > first) {
                    bits &= -1L << from;
                }
                if (bits != 0) {
                    return first + (long) word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        return -1;
    }

    /** Gives all of them, by rising oid, in arrays of at most so many. */
    public void forEach(int atMost, Consumer<long[]> action) {
        OidSet nothing = new OidSet();
        long[] some = new long[(int) Math.min(atMost, size)];
        int count = 0;
        for (long oid = nextNotIn(nothing, 0); oid >= 0; oid = nextNotIn(nothing, oid + 1)) {
            some[count++] = oid;
            if (count == some.length) {
                action.accept(some.clone());
                count = 0;
            }
        }
        if (count > 0) {
            action.accept(Arrays.copyOf(some, count));
        }
    }

    private static long number(long oid) {
        return oid / (PAGE * Long.SIZE);
    }

    private static int word(long oid) {
        return (int) (oid / Long.SIZE % PAGE);
    }
}
