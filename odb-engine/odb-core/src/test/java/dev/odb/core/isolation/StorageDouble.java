package dev.odb.core.isolation;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/** A right memory storage, for subclasses that make one thing wrong while armed. */
abstract class StorageDouble implements Storage {
    final Storage right = new MemoryStorage("double");
    volatile boolean armed;
    volatile Set<Long> victims = Set.of();

    /** From here on it is wrong, perhaps for some objects only. */
    void arm(Set<Long> objects) {
        victims = objects;
        armed = true;
    }

    void disarm() {
        armed = false;
        victims = Set.of();
    }

    /** The batch with the newest serials in place of those seen, so that the check of those objects finds nothing. */
    final Batch unchecked(Batch batch, LongPredicate which) {
        List<Write> writes = batch.writes().stream()
                .map(write -> which.test(write.oid()) ? current(write) : write)
                .toList();
        return new Batch(writes, batch.checks(), batch.metadata());
    }

    /** The batch's changes of the objects it is wrong for, or the others. */
    final List<Write> writes(Batch batch, boolean ofVictims) {
        return batch.writes().stream()
                .filter(write -> victims.contains(write.oid()) == ofVictims)
                .toList();
    }

    private Write current(Write write) {
        Revision revision = right.loadAppended(write.oid());
        return new Write(write.oid(), revision == null ? 0 : revision.serial(), write.record());
    }

    @Override
    public UUID databaseId() {
        return right.databaseId();
    }

    @Override
    public String location() {
        return right.location();
    }

    @Override
    public boolean readOnly() {
        return right.readOnly();
    }

    @Override
    public long lastTid() {
        return right.lastTid();
    }

    @Override
    public long newOids(int count) {
        return right.newOids(count);
    }

    @Override
    public Revision load(long oid, long snapshot) {
        return right.load(oid, snapshot);
    }

    @Override
    public Revision loadAppended(long oid) {
        return right.loadAppended(oid);
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        return right.changedBetween(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        return right.defineClass(description);
    }

    @Override
    public byte[] classDescription(int id) {
        return right.classDescription(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        return right.commit(batch, appended);
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        right.prepare(id, batch);
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        return right.commitPrepared(id, appended);
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        right.rollbackPrepared(id);
    }

    @Override
    public List<PreparedBranch> prepared() {
        return right.prepared();
    }

    @Override
    public void awaitPublished() {
        right.awaitPublished();
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        return right.transactions(first, last);
    }

    @Override
    public void close() {
        right.close();
    }
}
