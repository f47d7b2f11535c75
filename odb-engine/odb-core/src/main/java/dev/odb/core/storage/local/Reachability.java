package dev.odb.core.storage.local;

import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.References;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * Which objects a pack keeps: what is reached, by the records that were current at the pack time, from the root directory
 * and from everything that was written after it. Two bits an object and a bounded stack: what does not fit there is found
 * again by sweeping the bits. Sweeps go by rising oid, which is about the order in which objects were first written. One
 * thread.
 */
public final class Reachability {
    private static final long ROOT_DIRECTORY = 0;
    private static final long[] NONE = {};
    private static final int STACK = 1 << 16;

    private final LongFunction<byte[]> current;
    private final LongFunction<byte[]> outside;
    private final References references;
    private final LongConsumer progress;
    private final OidSet kept = new OidSet();
    private final OidSet followed = new OidSet();
    private final long[] stack;
    private int depth;
    private long sweep;

    /**
     * Nothing is kept yet but the root directory.
     *
     * @param current gives an object's record at the pack time, or null if it had none
     * @param outside of an object that was in a version then, gives the record that all others saw; else null
     * @param progress told now and then how many objects were followed
     */
    public Reachability(
            LongFunction<byte[]> current, LongFunction<byte[]> outside, References references, LongConsumer progress) {
        this(current, outside, references, progress, STACK);
    }

    Reachability(
            LongFunction<byte[]> current,
            LongFunction<byte[]> outside,
            References references,
            LongConsumer progress,
            int stack) {
        this.current = current;
        this.outside = outside;
        this.references = references;
        this.progress = progress;
        this.stack = new long[stack];
        kept.add(ROOT_DIRECTORY);
    }

    /** Keeps the object and, after {@link #follow}, what it reached at the pack time. */
    public void keep(long oid) {
        kept.add(oid);
    }

    /** The same for everything that a record refers to. */
    public void keepReferences(byte[] record) {
        for (long oid : references(record)) {
            kept.add(oid);
        }
    }

    /** Finds everything that is reached from what is kept so far. May be called again after more was kept. */
    public void follow() {
        long next = kept.nextNotIn(followed, 0);
        while (next >= 0) {
            for (sweep = next; sweep >= 0; sweep = kept.nextNotIn(followed, sweep + 1)) {
                expand(sweep);
                while (depth > 0) {
                    expand(stack[--depth]);
                }
            }
            next = kept.nextNotIn(followed, 0);
        }
    }

    /** Whether the object stays, as far as {@link #follow} has come. */
    public boolean keeps(long oid) {
        return kept.contains(oid);
    }

    /** Nothing is reached by way of a tombstone. */
    private long[] references(byte[] record) {
        return record.length == 0 ? NONE : references.of(record);
    }

    private void expand(long oid) {
        if (!followed.add(oid)) {
            return;
        }
        if (followed.size() % 1024 == 0) {
            progress.accept(followed.size());
        }
        reach(current.apply(oid));
        reach(outside.apply(oid));
    }

    private void reach(byte[] record) {
        if (record == null) {
            return;
        }
        for (long target : references(record)) {
            // what is above is met by the sweep
            if (kept.add(target) && target < sweep && depth < stack.length) {
                stack[depth++] = target;
            }
        }
    }
}
