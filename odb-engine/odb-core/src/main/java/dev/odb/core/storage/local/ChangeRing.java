package dev.odb.core.storage.local;

import java.util.ArrayDeque;
import java.util.Arrays;

/** The oids of the last commits, bounded by their number; what is older is forgotten. Safe for any thread. */
public final class ChangeRing {
    private final int capacity;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private long floor;
    private long kept;

    /**
     * An empty ring.
     *
     * @param floor the newest tid whose changes are not known
     * @param capacity how many oids are kept, beside the last commit's
     */
    public ChangeRing(long floor, int capacity) {
        this.floor = floor;
        this.capacity = capacity;
    }

    /** Adds the newest commit; the array is not copied. */
    public synchronized void add(long tid, long[] oids) {
        changes.addLast(new Change(tid, oids));
        kept += cost(oids);
        while (kept > capacity && changes.size() > 1) {
            Change oldest = changes.removeFirst();
            kept -= cost(oldest.oids);
            floor = oldest.tid;
        }
    }

    /** Forgets everything up to this tid, and what it wrote is not known. */
    public synchronized void forget(long tid) {
        changes.clear();
        kept = 0;
        floor = tid;
    }

    /** The distinct oids written with {@code after < tid <= upTo}, in order, or null if that is no longer known. */
    public synchronized long[] between(long after, long upTo) {
        if (upTo <= after) {
            return new long[0];
        }
        if (after < floor) {
            return null;
        }
        long[] found = new long[16];
        int count = 0;
        var newestFirst = changes.descendingIterator();
        while (newestFirst.hasNext()) {
            Change change = newestFirst.next();
            if (change.tid <= after) {
                break;
            }
            if (change.tid <= upTo) {
                if (count + change.oids.length > found.length) {
                    found = Arrays.copyOf(found, Math.max(2 * found.length, count + change.oids.length));
                }
                System.arraycopy(change.oids, 0, found, count, change.oids.length);
                count += change.oids.length;
            }
        }
        return Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }

    private static int cost(long[] oids) {
        return oids.length + 4;
    }

    private record Change(long tid, long[] oids) {}
}
