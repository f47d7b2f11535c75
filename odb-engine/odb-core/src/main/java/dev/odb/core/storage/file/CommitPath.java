package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.Staleness;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Everything that appends to the log. What can be done before is encoded without a lock; the append section, one thread
 * at a time, checks, draws the tid, writes and moves the index; {@link Forcer} makes it durable and visible with no lock
 * held.
 */
final class CommitPath {
    private static final System.Logger LOGGER = System.getLogger(CommitPath.class.getName());
    /** Kept free for the marks of opening and closing, beside the decisions of prepared branches. */
    private static final long SLACK = 4 * Group.markSize();

    /** So many bytes of parts are forced at a time. */
    private static final long FORCED_AFTER = 16 << 20;

    private final Log log;
    private final LogState state;
    private final InstantSource clock;
    private final int partSize;
    private final Forcer forcer;
    private final ChangeRing changes;
    private final OidRanges oids;
    private final BackPointers backPointers;
    private final ReentrantLock lock = new ReentrantLock();
    private long reserve;
    private long commits;
    private volatile boolean closed;

    CommitPath(Log log, LogState state, ChangeRing changes, FileSettings settings, ForceCounts forces) {
        this.log = log;
        this.state = state;
        this.clock = settings.clock();
        this.partSize = settings.partSize();
        this.changes = changes;
        backPointers = new BackPointers(state.index, new RecordReader(log));
        forcer = new Forcer(log, appended(), this::appended, forces);
        oids = new OidRanges(state.oidEnd, new OidRanges.Ranges() {
            @Override
            public long append(long end) {
                return appendRange(end);
            }

            @Override
            public void await(long position) throws IOException {
                forcer.await(position);
            }
        });
        reserve = reserve(state);
    }

    /** The newest tid that readers may see. */
    long published() {
        return forcer.published();
    }

    long newOids(int count) {
        requireOpen();
        try {
            return oids.take(count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    int defineClass(byte[] description) {
        lock.lock();
        try {
            int id = state.classes.id(description);
            if (id == 0) {
                id = state.classes.nextId();
                append(Group.classDescription(id, description));
                state.classes.add(id, description);
            }
            return id;
        } finally {
            lock.unlock();
        }
    }

    long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        refuseStale(batch);
        Group group = Group.batch(image(batch, null, clock.instant()), null);
        long[] written = Oids.written(batch);
        long tid;
        long end;
        lock.lock();
        try {
            refuseStale(batch);
            tid = Tids.next(state.lastTid, clock);
            long position = claim(group, 0);
            group.decide(Format.COMMITTED, tid, Group.batchPosition(position));
            writeOnePhase(group, position, tid);
            oids.raise(Oids.highest(written));
            makeCurrent(tid, position, written, group.recordPositions(position), appended);
            end = log.end();
        } finally {
            lock.unlock();
        }
        try {
            forcer.await(end);
        } catch (IOException e) {
            throw StorageMessages.unknownOutcome(location(), tid, e.getCause());
        }
        return tid;
    }

    /** Appends a transaction of another storage; nobody waits for it to be durable. */
    void restore(long tid, Batch batch) {
        Group group = Group.batch(image(current(batch), null, clock.instant()), null);
        long[] written = Oids.written(batch);
        lock.lock();
        try {
            requireWritable();
            if (tid <= state.lastTid) {
                throw new IllegalArgumentException("tid " + tid + " is not above " + state.lastTid);
            }
            long position = claim(group, 0);
            group.decide(Format.COMMITTED, tid, Group.batchPosition(position));
            writeOnePhase(group, position, tid);
            oids.raise(Oids.highest(written));
            makeCurrent(tid, position, written, group.recordPositions(position), t -> {});
        } finally {
            lock.unlock();
        }
    }

    /** With the predecessors that the writes have here. */
    private Batch current(Batch batch) {
        return new Batch(new RestoredWrites(batch.writes(), state.index::serial), List.of(), batch.metadata());
    }

    long oidEnd() {
        requireOpen();
        return oids.next();
    }

    void restorePacked(long tid) {
        lock.lock();
        try {
            append(Group.packed(tid));
            state.packedTid = tid;
            state.lastTid = Math.max(state.lastTid, tid);
        } finally {
            lock.unlock();
        }
    }

    void restoreOids(long end) {
        oids.raise(end - 1);
        appendRange(end);
    }

    private long appendRange(long end) {
        lock.lock();
        try {
            long position = append(Group.oids(end));
            state.oidEnd = Math.max(state.oidEnd, end);
            return position;
        } finally {
            lock.unlock();
        }
    }

    void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        state.branches.requireFree(id);
        refuseStale(batch);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Group group = Group.batch(image(batch, id, now), id);
        long[] written = Oids.written(batch);
        long decision = Group.decisionSize(id);
        long end;
        lock.lock();
        try {
            state.branches.requireFree(id);
            state.byHand.requireFree(id);
            refuseStale(batch);
            long position = claim(group, decision);
            write(group, position);
            reserve += decision;
            oids.raise(Oids.highest(written));
            var records = new LogState.PreparedRecords(Group.batchPosition(position), group.recordPositions(position));
            state.branches.hold(new Held<>(id, written, Oids.checked(batch), now, records));
            commits++;
            end = log.end();
        } finally {
            lock.unlock();
        }
        await(end);
        state.branches.prepared(id);
    }

    long commitPrepared(BranchId id, LongConsumer appended) {
        Group group = Group.decision(id);
        requireWritable();
        state.index.fetch(state.branches.require(id).writes());
        long tid;
        long end;
        lock.lock();
        try {
            requireWritable();
            Held<LogState.PreparedRecords> branch = state.branches.require(id);
            tid = Tids.next(state.lastTid, clock);
            group.decide(Format.COMMITTED, tid, branch.content().batch());
            long position = writeDecision(group, id);
            makeCurrent(tid, position, branch.writes(), branch.content().positions(), appended);
            end = log.end();
        } finally {
            lock.unlock();
        }
        await(end);
        state.branches.forget(id);
        return tid;
    }

    void rollbackPrepared(BranchId id) {
        Group group = Group.decision(id);
        long end;
        lock.lock();
        try {
            requireWritable();
            group.decide(
                    Format.ROLLED_BACK, 0, state.branches.require(id).content().batch());
            writeDecision(group, id);
            commits++;
            end = log.end();
        } finally {
            lock.unlock();
        }
        await(end);
        state.branches.forget(id);
    }

    /** Runs a step of the append section. */
    <T> T section(Supplier<T> step) {
        lock.lock();
        try {
            requireWritable();
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** In the append section: a decision was appended that stands elsewhere than where its room is kept. */
    void decided(BranchId id) {
        reserve -= Group.decisionSize(id);
        state.branches.release(id);
    }

    /**
     * The end of the log and the branches that are undecided there.
     *
     * @param end a position
     * @param undecided in the order in which they were prepared
     */
    record Cut(long end, List<Held<LogState.PreparedRecords>> undecided) {}

    /** Where the log ends now. */
    Cut cut() {
        lock.lock();
        try {
            requireWritable();
            return new Cut(log.end(), state.branches.undecided());
        } finally {
            lock.unlock();
        }
    }

    /** What the log means up to its end, as a saved index says it. */
    LogCut logCut() throws IOException {
        lock.lock();
        try {
            if (failed()) {
                throw new IOException(forcer.failure().toString(), forcer.failure());
            }
            long[] undecided = state.branches.undecided().stream()
                    .mapToLong(branch -> branch.content().batch())
                    .toArray();
            long oidEnd = Math.max(state.oidEnd, oids.next());
            return new LogCut(
                    log.end(),
                    state.lastTid,
                    oidEnd,
                    state.packedTid,
                    state.marks.cut(),
                    undecided,
                    state.byHand.appended());
        } finally {
            lock.unlock();
        }
    }

    /** Makes durable what was appended. Gives its end. */
    long forceAppended() throws IOException {
        long end = appended().end();
        forcer.await(end);
        return end;
    }

    /** What made it refuse writes, or null. */
    Throwable failure() {
        return forcer.failure();
    }

    /** Whether writes are refused since one failed. */
    boolean failed() {
        return forcer.failure() != null;
    }

    /** The room that is kept for decisions and marks. */
    static long reserve(LogState state) {
        long reserve = SLACK;
        for (Held<LogState.PreparedRecords> branch : state.branches.list()) {
            reserve += Group.decisionSize(branch.id());
        }
        return reserve;
    }

    /** Refuses writes from now on: nobody knows what is on the disk. */
    void fail(Throwable cause) {
        forcer.fail(cause);
    }

    /** Waits until what was appended is published, or the storage has failed. */
    void awaitPublished() {
        requireOpen();
        Forcer.Appended target = appended();
        if (target.tid() > forcer.published()) {
            try {
                forcer.await(target.end());
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "Waited for a storage that has failed", e);
            }
        }
    }

    /** Writes down what is known to be durable, if there is room. */
    void mark() throws IOException {
        lock.lock();
        try {
            Group mark = Group.mark();
            if (forcer.failure() == null && log.fits(mark.size(), reserve - SLACK)) {
                log.append(mark.seal(log.groupKey(), log.end(), forcer.forced()));
            }
        } finally {
            lock.unlock();
        }
        forcer.await(appended().end());
    }

    /** Refuses what comes, makes durable what was appended, and marks it so unless the log is only read. */
    void close(boolean readOnly) throws IOException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        if (!readOnly && forcer.failure() == null) {
            forcer.await(appended().end());
            mark();
        }
    }

    /** Another one goes on in its place; nothing is under way here. */
    void retire() {
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The storage in '" + location() + "' is closed.");
        }
    }

    void requireWritable() {
        requireOpen();
        if (forcer.failure() != null) {
            throw failed(forcer.failure());
        }
    }

    private void refuseStale(Batch batch) throws StaleRecordsException {
        requireWritable();
        Staleness.refuse(batch, state.index::serial, state.branches);
    }

    /** Lays the batch out; the records of a large one are in the log when it returns. */
    private BatchImage image(Batch given, BranchId branch, Instant time) {
        Batch batch = new Batch(backPointers.shorten(given.writes()), given.checks(), given.metadata());
        RecordWriter records = new RecordWriter(state.index::position, log.compresses());
        PartWriter.Parts parts = PartWriter.needed(batch.writes(), partSize)
                ? new PartWriter<RuntimeException>(partSize, records, this::appendPart).write(batch.writes())
                : null;
        return new BatchImage(batch, parts, branch, time.toEpochMilli(), records);
    }

    /** Others commit between two parts, and none of them has to wait for more than a few at its force. */
    private long appendPart(Group part) {
        long end = append(part);
        if (forcer.behind(end) > FORCED_AFTER) {
            await(end);
        }
        return end - part.size();
    }

    private Forcer.Appended appended() {
        lock.lock();
        try {
            return new Forcer.Appended(log.end(), state.lastTid, log.appended(), commits);
        } finally {
            lock.unlock();
        }
    }

    /** In the append section: a commit was appended. */
    void makeCurrent(long tid, long group, long[] written, long[] positions, LongConsumer appended) {
        for (int i = 0; i < written.length; i++) {
            state.index.put(written[i], tid, positions[i]);
        }
        state.marks.add(tid, group);
        state.lastTid = tid;
        changes.add(tid, written);
        commits++;
        appended.accept(tid);
    }

    /** Appends a group that belongs to no transaction. Gives its end. */
    long append(Group group) {
        lock.lock();
        try {
            requireWritable();
            write(group, claim(group, 0));
            return log.end();
        } finally {
            lock.unlock();
        }
    }

    private long claim(Group group, long reserveMore) {
        try {
            return log.claim(group, reserve + reserveMore);
        } catch (IOException e) {
            throw StorageMessages.full(location(), group.size(), e);
        }
    }

    private void write(Group group, long position) {
        try {
            log.append(group.seal(log.groupKey(), position, forcer.forced()));
        } catch (BrokenLogException e) {
            forcer.fail(e);
            throw failed(e);
        } catch (IOException e) {
            throw StorageMessages.full(location(), group.size(), e);
        }
    }

    private void writeOnePhase(Group group, long position, long tid) {
        try {
            log.append(group.seal(log.groupKey(), position, forcer.forced()));
        } catch (BrokenLogException e) {
            forcer.fail(e);
            throw StorageMessages.unknownOutcome(location(), tid, e);
        } catch (IOException e) {
            throw StorageMessages.full(location(), group.size(), e);
        }
    }

    /** Writes into the room that prepare reserved, and lets the branch's objects go. Gives the group's position. */
    private long writeDecision(Group group, BranchId id) {
        try {
            long position = log.claimHere(group.size());
            log.append(group.seal(log.groupKey(), position, forcer.forced()));
            reserve -= group.size();
            state.branches.release(id);
            return position;
        } catch (BrokenLogException e) {
            forcer.fail(e);
            throw StorageMessages.undecided(location(), id, e);
        } catch (IOException e) {
            throw StorageMessages.undecided(location(), id, e);
        }
    }

    /** Waits until everything before the position is durable. */
    void await(long end) {
        try {
            forcer.await(end);
        } catch (IOException e) {
            throw failed(e.getCause());
        }
    }

    private RuntimeException failed(Throwable cause) {
        return StorageMessages.failed(location(), cause);
    }

    private String location() {
        return log.files().location();
    }
}
