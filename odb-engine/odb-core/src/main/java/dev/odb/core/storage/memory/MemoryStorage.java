package dev.odb.core.storage.memory;

import dev.odb.DatabaseStatistics.Forces;
import dev.odb.DatabaseStatistics.StorageSize;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageHealth;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.StorageStatistics;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.ClassCatalog;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.HeuristicTable;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.OnePack;
import dev.odb.core.storage.local.PreparedTable;
import dev.odb.core.storage.local.Staleness;
import dev.odb.core.storage.local.TemporaryFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Keeps every revision in memory, and the contents of blobs in temporary files; appended and published are one step.
 */
public final class MemoryStorage implements Storage {
    private static final int REMEMBERED_CHANGES = 1 << 18;

    private final UUID databaseId;
    private final String name;
    private final InstantSource clock;
    private final Map<Long, Node> heads = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, CommittedTransaction> log = new ConcurrentSkipListMap<>();
    private final PreparedTable<Batch> branches = new PreparedTable<>();
    private final HeuristicTable byHand = new HeuristicTable();
    private final ChangeRing changes = new ChangeRing(0, REMEMBERED_CHANGES);
    private final ClassCatalog classes = new ClassCatalog();
    private final TemporaryContents contents = new TemporaryContents();
    private final AtomicLong nextOid = new AtomicLong(1);
    private final Object commitLock = new Object();
    private final OnePack packs;
    private volatile OidSet removing;
    private volatile long packedTid;
    private volatile long lastTid;
    private volatile boolean closed;

    /** An empty database. */
    public MemoryStorage(String name) {
        this(name, InstantSource.system());
    }

    /** An empty database with a clock of its own. */
    public MemoryStorage(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        packs = new OnePack(name);
        // of the name, so that no two of one name are open at once
        databaseId = UUID.nameUUIDFromBytes(("odb:memory:" + name).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public UUID databaseId() {
        return databaseId;
    }

    @Override
    public String location() {
        return name;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public long lastTid() {
        requireOpen();
        return lastTid;
    }

    @Override
    public long newOids(int count) {
        requireOpen();
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        return nextOid.getAndAdd(count);
    }

    @Override
    public Revision load(long oid, long snapshot) {
        requireOpen();
        return existing(stored(oid, snapshot));
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        requireOpen();
        List<Revision> found = new ArrayList<>();
        Node node = node(oid, snapshot);
        while (node != null && found.size() < most && existing(node.revision()) != null) {
            found.add(node.revision());
            node = node.predecessor();
        }
        return found;
    }

    /** The newest revision not above the snapshot, a tombstone perhaps; or null. */
    Revision stored(long oid, long snapshot) {
        Node node = node(oid, snapshot);
        return node == null ? null : node.revision();
    }

    private Node node(long oid, long snapshot) {
        Node node = heads.get(oid);
        while (node != null && node.serial() > snapshot) {
            node = node.predecessor();
        }
        return node;
    }

    @Override
    public RevisionFields fields(long oid, long serial) {
        requireOpen();
        Node node = node(oid, serial);
        return node == null || node.serial() != serial ? null : node.fields();
    }

    @Override
    public long serial(long oid, long snapshot) {
        requireOpen();
        Revision stored = stored(oid, snapshot);
        return stored == null ? 0 : stored.serial();
    }

    private static Revision existing(Revision stored) {
        return stored == null || stored.record().length == 0 ? null : stored;
    }

    @Override
    public Revision loadAppended(long oid) {
        requireOpen();
        return existing(stored(oid, Long.MAX_VALUE));
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        requireOpen();
        return changes.between(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        requireOpen();
        synchronized (classes) {
            int id = classes.id(description);
            if (id == 0) {
                id = classes.nextId();
                classes.add(id, description);
            }
            return id;
        }
    }

    @Override
    public byte[] classDescription(int id) {
        requireOpen();
        return classes.description(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        synchronized (commitLock) {
            requireOpen();
            Staleness.refuse(batch, this::serial, branches);
            return append(Tids.next(lastTid, clock), batch, appended);
        }
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        synchronized (commitLock) {
            requireOpen();
            branches.requireFree(id);
            byHand.requireFree(id);
            Staleness.refuse(batch, this::serial, branches);
            // what was put aside is read now, since its file ends with the transaction
            Batch kept = new Batch(List.copyOf(batch.writes()), batch.checks(), batch.metadata());
            branches.hold(new Held<>(id, Oids.written(batch), Oids.checked(batch), clock.instant(), kept));
            branches.prepared(id);
        }
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        synchronized (commitLock) {
            return decide(id, true, false, appended);
        }
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        synchronized (commitLock) {
            decide(id, false, false, tid -> {});
        }
    }

    @Override
    public long commitByHand(BranchId id, LongConsumer appended) {
        synchronized (commitLock) {
            return decide(id, true, true, appended);
        }
    }

    @Override
    public void rollbackByHand(BranchId id) {
        synchronized (commitLock) {
            decide(id, false, true, tid -> {});
        }
    }

    /** Gives the tid, 0 if it is rolled back. */
    private long decide(BranchId id, boolean commit, boolean hand, LongConsumer appended) {
        requireOpen();
        HeuristicDecision before = byHand.get(id);
        if (before != null) {
            throw StorageMessages.decidedByHand(name, before);
        }
        Held<Batch> branch = branches.require(id);
        long tid = commit ? Tids.next(lastTid, clock) : 0;
        if (hand) {
            byHand.add(new HeuristicDecision(id, commit, tid, branch.since(), clock.instant()));
            byHand.durable(id);
        }
        branches.release(id);
        branches.forget(id);
        return commit ? append(tid, branch.content(), appended) : 0;
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        requireOpen();
        return byHand.list();
    }

    @Override
    public void forget(BranchId id) {
        synchronized (commitLock) {
            requireOpen();
            byHand.requireListed(id);
            byHand.forget(id);
        }
    }

    @Override
    public List<PreparedBranch> prepared() {
        requireOpen();
        return branches.list().stream()
                .map(held -> new PreparedBranch(held.id(), held.content(), held.since()))
                .toList();
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        return new TemporaryFile();
    }

    @Override
    public void awaitPublished() {
        synchronized (commitLock) {
            // whoever held it has published
            requireOpen();
        }
    }

    @Override
    public Contents contents() {
        requireOpen();
        return contents.contents();
    }

    @Override
    public void restorePacked(long tid) {
        synchronized (commitLock) {
            requireOpen();
            packedTid = tid;
            lastTid = Math.max(lastTid, tid);
        }
    }

    @Override
    public boolean exists(long oid) {
        requireOpen();
        OidSet going = removing;
        return heads.containsKey(oid) && (going == null || !going.contains(oid));
    }

    @Override
    public long packedTid() {
        requireOpen();
        return packedTid;
    }

    @Override
    public PackResult pack(PackRequest request) {
        requireOpen();
        return packs.run(() -> new MemoryPack(this, request, packs).run());
    }

    @Override
    public void restore(long tid, Batch batch) {
        synchronized (commitLock) {
            requireOpen();
            if (tid <= lastTid) {
                throw new IllegalArgumentException("tid " + tid + " is not above " + lastTid);
            }
            List<Write> writes = batch.writes().stream()
                    .map(write -> new Write(
                            write.oid(), serial(write.oid()), write.record(), write.dataSerial(), write.lineage()))
                    .toList();
            append(tid, new Batch(writes, List.of(), batch.metadata()), t -> {});
        }
    }

    @Override
    public long oidEnd() {
        requireOpen();
        return nextOid.get();
    }

    @Override
    public void restoreOids(long end) {
        requireOpen();
        nextOid.accumulateAndGet(end, Math::max);
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        requireOpen();
        long upTo = Math.min(last, lastTid);
        if (upTo < first) {
            return Collections.emptyIterator();
        }
        return Collections.unmodifiableCollection(
                        log.subMap(first, true, upTo, true).values())
                .iterator();
    }

    @Override
    public StorageStatistics statistics() {
        requireOpen();
        try {
            return new StorageStatistics(
                    Forces.NONE, new StorageSize(0, 0, contents.contents().bytes()));
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(name, e);
        }
    }

    /** It never fails, and the room is the heap's. */
    @Override
    public StorageHealth health() {
        return new StorageHealth(null, -1);
    }

    @Override
    public void close() {
        packs.close();
        closed = true;
        contents.close();
    }

    /** All transactions, of which a pack changes those that it packs. */
    ConcurrentSkipListMap<Long, CommittedTransaction> log() {
        return log;
    }

    /** The newest transaction not above the tid, or 0. */
    long newestUpTo(long tid) {
        Long newest = log.floorKey(tid);
        return newest == null ? 0 : newest;
    }

    long objects() {
        return heads.size();
    }

    List<Batch> preparedBatches() {
        return branches.list().stream().map(Held::content).toList();
    }

    /** Runs a step while nobody commits or prepares. */
    void exclusively(Runnable step) {
        synchronized (commitLock) {
            step.run();
        }
    }

    /** What a pack is about to remove; null when it has, or will not. */
    void removing(OidSet oids) {
        removing = oids;
    }

    /** A packed transaction has these writes left. */
    void replace(CommittedTransaction transaction, List<Write> left) {
        if (left.isEmpty()) {
            log.remove(transaction.tid());
        } else {
            log.put(transaction.tid(), new CommittedTransaction(transaction.tid(), transaction.metadata(), left));
        }
    }

    /** Forgets an object, or those of its revisions up to the tid that do not stay. */
    void cut(long oid, long tid, boolean kept, LongPredicate stays) {
        if (!kept) {
            heads.remove(oid);
            return;
        }
        node(oid, tid).keepBefore(stays);
        for (Node node = heads.get(oid); node != null; node = node.predecessor()) {
            node.forgetOrigin();
        }
    }

    /** What is left of a revision, as it would be written. */
    Write written(long oid, long tid) {
        return node(oid, tid).written(oid);
    }

    void packed(long tid) {
        packedTid = tid;
    }

    private long append(long tid, Batch batch, LongConsumer appended) {
        List<Write> writes = List.copyOf(batch.writes());
        for (Write write : writes) {
            heads.compute(write.oid(), (oid, predecessor) -> new Node(tid, write, predecessor));
        }
        long[] oids = Oids.written(batch);
        nextOid.accumulateAndGet(Oids.highest(oids) + 1, Math::max);
        log.put(tid, new CommittedTransaction(tid, batch.metadata(), writes));
        changes.add(tid, oids);
        lastTid = tid;
        appended.accept(tid);
        return tid;
    }

    private long serial(long oid) {
        Node node = heads.get(oid);
        return node == null ? 0 : node.serial();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The memory storage '" + name + "' is closed.");
        }
    }
}
