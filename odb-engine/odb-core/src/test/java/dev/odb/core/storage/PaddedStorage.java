package dev.odb.core.storage;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/** Stores every record with so much behind it that it is worth compressing. */
public final class PaddedStorage extends ForwardingStorage {
    private static final int PADDING = 200;

    /** Around a storage that nothing else writes to. */
    public PaddedStorage(Storage target) {
        super(target);
    }

    private static byte[] padded(byte[] record) {
        return record.length == 0 ? record : Arrays.copyOf(record, record.length + PADDING);
    }

    private static byte[] stripped(byte[] record) {
        return record.length == 0 ? record : Arrays.copyOf(record, record.length - PADDING);
    }

    private static Batch padded(Batch batch) {
        List<Write> writes = batch.writes().stream()
                .map(write -> with(write, padded(write.record())))
                .toList();
        return new Batch(writes, batch.checks(), batch.metadata());
    }

    private static Write with(Write write, byte[] record) {
        return new Write(write.oid(), write.serialSeen(), record, write.dataSerial(), write.lineage());
    }

    private static List<Write> stripped(List<Write> writes) {
        return writes.stream()
                .map(write -> with(write, stripped(write.record())))
                .toList();
    }

    private static Revision stripped(Revision revision) {
        return revision == null
                ? null
                : new Revision(revision.serial(), stripped(revision.record()), revision.lineage());
    }

    @Override
    public Revision load(long oid, long snapshot) {
        return stripped(super.load(oid, snapshot));
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        return super.revisions(oid, snapshot, most).stream()
                .map(PaddedStorage::stripped)
                .toList();
    }

    @Override
    public Revision loadAppended(long oid) {
        return stripped(super.loadAppended(oid));
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        return super.commit(padded(batch), appended);
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        super.prepare(id, padded(batch));
    }

    @Override
    public void restore(long tid, Batch batch) {
        super.restore(tid, padded(batch));
    }

    @Override
    public List<PreparedBranch> prepared() {
        return super.prepared().stream()
                .map(branch -> new PreparedBranch(
                        branch.id(),
                        new Batch(
                                stripped(branch.batch().writes()),
                                branch.batch().checks(),
                                branch.batch().metadata()),
                        branch.since()))
                .toList();
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        Iterator<CommittedTransaction> found = super.transactions(first, last);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return found.hasNext();
            }

            @Override
            public CommittedTransaction next() {
                CommittedTransaction next = found.next();
                return new CommittedTransaction(next.tid(), next.metadata(), stripped(next.writes()));
            }
        };
    }

    @Override
    public PackResult pack(PackRequest request) {
        return super.pack(new PackRequest(
                request.upTo(),
                request.dryRun(),
                request.keepUnreachable(),
                record -> request.references().of(stripped(record)),
                request.monitor(),
                request.seal()));
    }
}
