package dev.odb.core.storage.cache;

import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest records of a database, within a number of bytes; the package's description says why a reader never gets one
 * that is too old. For any thread.
 *
 * <p>The protocol of a load is: {@link #get}; if that knows nothing, {@link #epoch}, read the storage, {@link #put}. The
 * protocol of a commit is: {@link #committed} inside the append step.
 */
public final class RecordCache {
    private static final int STRIPES = 64;
    private static final int FEWEST_MARKS = 1 << 10;
    private static final int MOST_MARKS = 1 << 20;

    private final long maxBytes;
    private final ChangeMarks marks;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger sweep = new AtomicInteger();
    private volatile long epoch;

    /**
     * An empty cache.
     *
     * @param maxBytes for records with what is kept beside them; 0 caches nothing
     * @param floor the newest tid that was appended
     */
    public RecordCache(long maxBytes, long floor) {
        this(maxBytes, floor, slots(maxBytes));
    }

    RecordCache(long maxBytes, long floor, int slots) {
        this.maxBytes = maxBytes;
        this.marks = new ChangeMarks(slots, floor);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** A few for each record that fits, so that the marks of others seldom hide one. */
    private static int slots(long maxBytes) {
        long wanted = maxBytes / 128;
        return (int) Long.highestOneBit(Math.max(FEWEST_MARKS, Math.min(MOST_MARKS, wanted)));
    }

    /** The newest revision of the object not above the snapshot, or null if the cache does not know it. */
    public Revision get(long oid, long snapshot) {
        CachedRecord entry = stripe(oid).find(oid);
        if (entry == null) {
            return null;
        }
        if (entry.serial > snapshot) {
            // whoever asks for what others see of an object in a version asks for it by its serial
            return entry.exactly(snapshot);
        }
        long until = entry.until();
        if (snapshot > until) {
            if (!marks.unchanged(oid, until, snapshot)) {
                return null;
            }
            entry.prolong(snapshot);
        }
        if (!entry.used) {
            entry.used = true;
        }
        return entry.revision();
    }

    /** The bytes of a revision if they are known and equal to these; or null. */
    byte[] same(long oid, long serial, byte[] record) {
        CachedRecord entry = stripe(oid).find(oid);
        return entry != null && entry.serial == serial && Arrays.equals(entry.record, record) ? entry.record : null;
    }

    /** To be asked before the storage is read for a {@link #put}. */
    public long epoch() {
        return epoch;
    }

    /**
     * Keeps what the storage gave as the newest revision not above a snapshot, unless it is known to be followed by another
     * one or objects were {@linkplain #forget forgotten} since.
     *
     * @param snapshot a tid that was published when the storage was read
     * @param epochBefore the {@link #epoch} before the storage was read
     */
    public void put(long oid, long snapshot, Revision revision, long epochBefore) {
        boolean newest = snapshot <= marks.horizon() && marks.unchanged(oid, snapshot, snapshot);
        if (!fits(revision.record())) {
            return;
        }
        if (newest) {
            putNewest(oid, snapshot, revision, epochBefore);
            makeRoom();
        } else if (revision.serial() == snapshot) {
            putOutside(oid, revision, epochBefore);
            makeRoom();
        }
    }

    private void putNewest(long oid, long snapshot, Revision revision, long epochBefore) {
        Stripe stripe = stripe(oid);
        synchronized (stripe) {
            CachedRecord known = stripe.find(oid);
            if (epoch != epochBefore || known != null && known.serial > revision.serial()) {
                return;
            }
            if (known != null && known.serial == revision.serial()) {
                known.prolong(snapshot);
                return;
            }
            bytes.addAndGet(stripe.put(CachedRecord.of(oid, revision, snapshot, known)));
        }
    }

    /** Keeps what all others see of an object whose newest revision is one of a version, and is kept. */
    private void putOutside(long oid, Revision revision, long epochBefore) {
        Stripe stripe = stripe(oid);
        synchronized (stripe) {
            if (epoch == epochBefore
                    && stripe.find(oid) instanceof VersionRecord known
                    && known.lineage().nv() == revision.serial()) {
                bytes.addAndGet(stripe.put(known.with(revision)));
            }
        }
    }

    /**
     * Learns of a commit. Must be called for every commit to the database, in tid order, one at a time, before its tid is
     * published.
     *
     * @param oids what it wrote, or null if that is not known
     */
    public void committed(long tid, long[] oids) {
        if (oids == null) {
            marks.addAll(tid);
        } else {
            marks.add(tid, oids);
        }
    }

    /** Replaces the records of a published commit where an older one is kept: what is used is likely to be used again. */
    public void refresh(long tid, List<Write> writes) {
        for (Write write : writes) {
            CachedRecord known =
                    write.serialSeen() == 0 ? null : stripe(write.oid()).find(write.oid());
            if (known != null && known.serial < tid && !write.tombstone()) {
                put(write.oid(), tid, new Revision(tid, write.record(), write.lineage()), epoch);
            }
        }
    }

    /** Takes objects out that are no longer stored. */
    public void forget(long[] oids) {
        newEpoch();
        for (long oid : oids) {
            bytes.addAndGet(-stripe(oid).remove(oid));
        }
    }

    /** Takes everything out. */
    public void clear() {
        newEpoch();
        for (Stripe stripe : stripes) {
            bytes.addAndGet(-stripe.clear());
        }
    }

    /** What it holds, with what is kept beside the records. */
    public long bytes() {
        return bytes.get();
    }

    /** How many records it holds. */
    public int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            size += stripe.size();
        }
        return size;
    }

    private synchronized void newEpoch() {
        epoch++;
    }

    private boolean fits(byte[] record) {
        return record.length + CachedRecord.OVERHEAD <= maxBytes / 8;
    }

    private void makeRoom() {
        int empty = 0;
        while (bytes.get() > maxBytes && empty < STRIPES) {
            long freed = stripes[sweep.getAndIncrement() & STRIPES - 1].evict();
            bytes.addAndGet(-freed);
            empty = freed == 0 ? empty + 1 : 0;
        }
    }

    private Stripe stripe(long oid) {
        return stripes[Mix.bits(oid) >>> 26];
    }
}
