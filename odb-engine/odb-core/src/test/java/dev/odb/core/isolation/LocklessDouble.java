package dev.odb.core.isolation;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.transaction.Commits;
import dev.odb.core.transaction.LockOwner;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Prepared branches that change nothing but the first lists hold no locks: the storage forgets what they hold, and the locks of the transaction layer, which
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
        if (owners == null) {
            return super.lastTid();
        }
        owners.forEach((id, owner) -> {
            if (aside.containsKey(id)) {
                commits.release((LockOwner) owner);
            }
        });
        return super.lastTid();
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        super.prepare(id, batch);
        if (batch.writes().stream().allMatch(write -> victims.contains(write.oid()))) {
            super.rollbackPrepared(id);
            aside.put(id, batch);
        }
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        Batch batch = aside.remove(id);
        if (batch == null) {
            return super.commitPrepared(id, appended);
        }
        Batch blind = new Batch(batch.writes(), List.of(), batch.metadata());
        while (true) {
            try {
                return commit(unchecked(blind, oid -> true), appended);
            } catch (StaleRecordsException e) {
                if (e.stale().stream().anyMatch(stale -> stale.heldBy() != null)) {
                    // held by a branch that the same thread decides after this one: waiting would never end
                    return super.lastTid();
                }
                Thread.onSpinWait(); // another commit came between; once more with its serials
            }
        }
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        if (aside.remove(id) == null) {
            super.rollbackPrepared(id);
        }
    }
}
