package dev.odb.core.storage.cache;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** A storage that answers what it can from a {@link RecordCache}. All commits of this process must go through it. */
public final class CachingStorage extends ForwardingStorage {
    private static final int FORGOTTEN_AT_ONCE = 1 << 14;
    /** To store fewer bytes again costs less than to look for them. */
    private static final int SHORTEST = 32;

    /** Larger records are worth a question of their own, and many of them would take much memory at once. */
    private static final int MOST_BYTES_AHEAD = 8 << 10;

    private final RecordCache cache;
    /** Null if the target does not load together. */
    private final ReadAhead ahead;
    /** What each prepared branch will write. */
    private final Map<BranchId, long[]> prepared = new ConcurrentHashMap<>();

    private final LongAdder misses = new LongAdder();

    /**
     * For a storage that nobody commits to yet.
     *
     * @param maxBytes for the records, with what is kept beside them
     * @param references what records refer to, to load that ahead
     */
    public CachingStorage(Storage target, long maxBytes, References references) {
        super(target);
        for (PreparedBranch branch : target.prepared()) {
            prepared.put(branch.id(), branch.batch().writes().oids());
        }
        cache = new RecordCache(maxBytes, target.lastTid());
        ahead = target.loadsTogether() && maxBytes > 0 ? new ReadAhead(references, cache, maxBytes) : null;
        target.onOthers(new OthersListener() {
            @Override
            public void committed(long tid, long[] oids) {
                cache.committed(tid, oids);
            }

            @Override
            public void packed(OidSet oids) {
                oids.forEach(FORGOTTEN_AT_ONCE, cache::forget);
            }

            @Override
            public void decided(BranchId id) {
                prepared.remove(id);
            }
        });
    }

    /** The records it keeps. */
    public RecordCache cache() {
        return cache;
    }

    /** How many loads asked the target, for whatever that loaded along. */
    public long misses() {
        return misses.sum();
    }

    @Override
    public boolean isCached(long oid, long snapshot) {
        return cache.get(oid, snapshot) != null;
    }

    @Override
    public Revision load(long oid, long snapshot) {
        Revision known = cache.get(oid, snapshot);
        return known == null ? loadMissing(oid, snapshot) : known;
    }

    private Revision loadMissing(long oid, long snapshot) {
        misses.increment();
        long[] wanted = ahead == null ? new long[] {oid} : ahead.with(oid, snapshot);
        Revision loaded = wanted.length == 1 ? null : loadTogether(oid, wanted, snapshot);
        return loaded == null ? loadAlone(oid, snapshot) : loaded;
    }

    private Revision loadTogether(long oid, long[] wanted, long snapshot) {
        long epoch = cache.epoch();
        Map<Long, Revision> found = super.loadTogether(wanted, snapshot, MOST_BYTES_AHEAD);
        loaded(found, snapshot, epoch);
        return found.get(oid);
    }

    private Revision loadAlone(long oid, long snapshot) {
        long epoch = cache.epoch();
        Revision found = super.load(oid, snapshot);
        loaded(found == null ? Map.of() : Map.of(oid, found), snapshot, epoch);
        return found;
    }

    private void loaded(Map<Long, Revision> found, long snapshot, long epoch) {
        found.forEach((oid, revision) -> cache.put(oid, snapshot, revision, epoch));
        if (ahead != null) {
            ahead.loaded(found);
        }
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        long[] oids = batch.writes().oids();
        long tid = super.commit(withUnchanged(batch), at -> appended(at, oids, appended));
        if (batch.writes().inMemory()) {
            cache.refresh(tid, batch.writes());
        }
        return tid;
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        super.prepare(id, withUnchanged(batch));
        // a recovery that commits it before this line finds nothing here, and everything is marked
        prepared.put(id, batch.writes().oids());
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        long tid = super.commitPrepared(id, at -> appended(at, prepared.get(id), appended));
        prepared.remove(id);
        return tid;
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        super.rollbackPrepared(id);
        prepared.remove(id);
    }

    @Override
    public long commitByHand(BranchId id, LongConsumer appended) {
        long tid = super.commitByHand(id, at -> appended(at, prepared.get(id), appended));
        prepared.remove(id);
        return tid;
    }

    @Override
    public void rollbackByHand(BranchId id) {
        super.rollbackByHand(id);
        prepared.remove(id);
    }

    @Override
    public void restore(long tid, Batch batch) {
        super.restore(tid, batch);
        cache.committed(tid, batch.writes().oids());
    }

    @Override
    public PackResult pack(PackRequest request) {
        PackResult result = super.pack(request);
        result.removed().forEach(FORGOTTEN_AT_ONCE, cache::forget);
        return result;
    }

    @Override
    public void close() {
        super.close();
        cache.clear();
    }

    /** Says of which objects the state is the one that they had, unless who writes them knows where it stands. */
    private Batch withUnchanged(Batch batch) {
        if (!batch.writes().inMemory()) {
            return batch;
        }
        Map<Long, Write> unchanged = new HashMap<>();
        for (Write write : batch.writes()) {
            boolean asked = write.serialSeen() != 0 && write.dataSerial() == 0 && write.record().length >= SHORTEST;
            byte[] same = !asked ? null : cache.same(write.oid(), write.serialSeen(), write.record());
            if (same != null) {
                unchanged.put(
                        write.oid(),
                        new Write(write.oid(), write.serialSeen(), same, write.serialSeen(), write.lineage()));
            }
        }
        return new Batch(batch.writes().replacing(unchanged), batch.checks(), batch.metadata());
    }

    private void appended(long tid, long[] oids, LongConsumer next) {
        cache.committed(tid, oids);
        next.accept(tid);
    }
}
