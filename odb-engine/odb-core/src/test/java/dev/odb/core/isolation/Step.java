package dev.odb.core.isolation;

import java.util.List;
import java.util.Set;

/** What a transaction did or saw, in its order. A transaction sees its own earlier changes. */
sealed interface Step {
    /**
     * The whole list was read.
     *
     * @param serial of the list's revision, 0 if not known
     * @param verified whether {@code readCurrent} was asked for
     */
    record Read(int list, List<Long> values, long serial, boolean verified) implements Step {}

    /** A value that nobody else ever appends. */
    record Append(int list, long value) implements Step {}

    /** The keys of the map from and to, both included. */
    record Scan(long from, long to, Set<Long> keys) implements Step {}

    /** A key that nobody else ever inserts; the same transaction counts it in the census. */
    record Insert(long key) implements Step {}

    /** A key that was seen; the same transaction takes it off the census. */
    record Remove(long key) implements Step {}

    /** Three ways to count the map's keys: the counter that every insert adds to, its size, a full scan. */
    record Census(long counted, int size, int scanned) implements Step {}

    /** An increment of the total. */
    record Add(long delta) implements Step {}

    /** The total was read. */
    record Total(long value) implements Step {}

    /** A savepoint was set. */
    record Savepoint(int number) implements Step {}

    /** What was changed since the savepoint was taken back. */
    record Back(int savepoint) implements Step {}
}
