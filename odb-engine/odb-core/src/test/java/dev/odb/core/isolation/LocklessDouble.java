package dev.odb.core.isolation;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.transaction.Commits;
import dev.odb.core.transaction.LockOwner;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Prepared branches hold no locks: the storage forgets what they hold, and the locks of the transaction layer, which
 * hide that, are let go of at the next snapshot.
 */
final class LocklessDouble extends StorageDouble {
    private final Map<BranchId, Batch> aside = new ConcurrentHashMap<>();
    private Commits commits;
    private Map<?, ?> owners;

    /** The transaction layer above. */
    void letGo(Commits above) throws ReflectiveOperationException {
        Field field = Commits.class.getDeclaredField("prepared");
        field.setAccessible(true);
        owners = (Map<?, ?>) field.get(above);
        commits = above;
    }

    @Override
    public long lastTid() {
        if (armed) {
            owners.values().forEach(owner -> commits.release((LockOwner) owner));
        }
        return super.lastTid();
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        super.prepare(id, batch);
        super.rollbackPrepared(id);
        aside.put(id, batch);
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        Batch batch = aside.remove(id);
        while (true) {
            try {
                Batch blind = new Batch(batch.writes(), List.<ReadCheck>of(), batch.metadata());
                return super.commit(unchecked(blind, oid -> true), appended);
            } catch (StaleRecordsException e) {
                Thread.onSpinWait(); // another commit came between; once more with its serials
            }
        }
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        aside.remove(id);
    }
}
