package dev.odb.core.storage;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Hands every call on to another storage; for wrappers. A wrapper that must see every write overrides every method of
 * {@link Storage} that writes, also those added later.
 */
public class ForwardingStorage implements Storage {
    private final Storage target;

    /** Takes over: closing this one closes the target. */
    protected ForwardingStorage(Storage target) {
        this.target = target;
    }

    @Override
    public UUID databaseId() {
        return target.databaseId();
    }

    @Override
    public String location() {
        return target.location();
    }

    @Override
    public boolean readOnly() {
        return target.readOnly();
    }

    @Override
    public long lastTid() {
        return target.lastTid();
    }

    @Override
    public void poll() {
        target.poll();
    }

    @Override
    public void onOthers(OthersListener listener) {
        target.onOthers(listener);
    }

    @Override
    public void liveSnapshots(LiveSnapshots live) {
        target.liveSnapshots(live);
    }

    @Override
    public boolean announcePast(long snapshot) {
        return target.announcePast(snapshot);
    }

    @Override
    public boolean isRemoved(long oid) {
        return target.isRemoved(oid);
    }

    @Override
    public Leases leases() {
        return target.leases();
    }

    @Override
    public RevisionFields fields(long oid, long serial) {
        return target.fields(oid, serial);
    }

    @Override
    public long serial(long oid, long snapshot) {
        return target.serial(oid, snapshot);
    }

    @Override
    public long newOids(int count) {
        return target.newOids(count);
    }

    @Override
    public Revision load(long oid, long snapshot) {
        return target.load(oid, snapshot);
    }

    @Override
    public boolean loadsTogether() {
        return target.loadsTogether();
    }

    @Override
    public Map<Long, Revision> loadTogether(long[] oids, long snapshot, int maxBytes) {
        return target.loadTogether(oids, snapshot, maxBytes);
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        return target.revisions(oid, snapshot, most);
    }

    @Override
    public Revision loadAppended(long oid) {
        return target.loadAppended(oid);
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        return target.changedBetween(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        return target.defineClass(description);
    }

    @Override
    public byte[] classDescription(int id) {
        return target.classDescription(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        return target.commit(batch, appended);
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        target.prepare(id, batch);
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        return target.commitPrepared(id, appended);
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        target.rollbackPrepared(id);
    }

    @Override
    public long commitByHand(BranchId id, LongConsumer appended) {
        return target.commitByHand(id, appended);
    }

    @Override
    public void rollbackByHand(BranchId id) {
        target.rollbackByHand(id);
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        return target.decidedByHand();
    }

    @Override
    public void forget(BranchId id) {
        target.forget(id);
    }

    @Override
    public boolean isHeld(long[] oids) {
        return target.isHeld(oids);
    }

    @Override
    public List<PreparedBranch> prepared() {
        return target.prepared();
    }

    @Override
    public List<PreparedBranch> recoverable() {
        return target.recoverable();
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        return target.scratchFile();
    }

    @Override
    public void awaitPublished() {
        target.awaitPublished();
    }

    @Override
    public Contents contents() {
        return target.contents();
    }

    @Override
    public void restore(long tid, Batch batch) {
        target.restore(tid, batch);
    }

    @Override
    public long oidEnd() {
        return target.oidEnd();
    }

    @Override
    public void restoreOids(long end) {
        target.restoreOids(end);
    }

    @Override
    public void restorePacked(long tid) {
        target.restorePacked(tid);
    }

    @Override
    public boolean exists(long oid) {
        return target.exists(oid);
    }

    @Override
    public long packedTid() {
        return target.packedTid();
    }

    @Override
    public PackResult pack(PackRequest request) {
        return target.pack(request);
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        return target.transactions(first, last);
    }

    @Override
    public boolean isCached(long oid, long snapshot) {
        return target.isCached(oid, snapshot);
    }

    @Override
    public StorageStatistics statistics() {
        return target.statistics();
    }

    @Override
    public StorageHealth health() {
        return target.health();
    }

    @Override
    public void close() {
        target.close();
    }
}
