package dev.odb.core.object;

import dev.odb.Resolvable;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.LockOwner;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What one transaction has changed, made and asked to be verified, and how that becomes a commit request. Belongs to its
 * workspace.
 */
public final class ChangeSet {
    private static final byte[] NOTHING = {};

    private final Workspace workspace;
    private final DatabaseContext database;
    private final ObjectEncoder encoder;
    private final UnseenChanges unseen;
    private final MergeResolver resolver;
    private final GivenStates given;
    private final Undo undo;
    private final Imports imports;
    private final ReadSet reads = new ReadSet();
    private final SpilledObjects spilled;
    private final List<Managed> changed = new ArrayList<>();
    private final List<Managed> added = new ArrayList<>();
    private final EncodeQueue queue = new EncodeQueue();
    private LockOwner lockOwner;
    /** Nobody will ask any more how long the records in memory are, and what has changed since. */
    private boolean ending;

    ChangeSet(Workspace workspace, DatabaseContext database) {
        this.workspace = workspace;
        this.database = database;
        this.encoder = new ObjectEncoder(workspace, database, this::reached);
        this.unseen = new UnseenChanges(workspace, encoder);
        this.resolver =
                new MergeResolver(database.catalog(), oid -> workspace.views().classesOf(oid));
        this.given = new GivenStates(workspace);
        this.undo = new Undo(workspace, database, given, resolver);
        this.spilled = new SpilledObjects(
                workspace.views(), database, object -> workspace.blobs().unsaved(object));
        this.imports = new Imports(workspace);
    }

    void changed(Managed object) {
        changed.add(object);
        // open if a method of the application runs while its values are written, such as a Java record's accessor
        queue.add(object);
    }

    /** An object could not be loaded, after its {@code @OnLoad} method may have changed it. */
    void forget(Managed object) {
        changed.removeIf(other -> other == object);
    }

    /** The changes that nobody tells of. */
    UnseenChanges unseen() {
        return unseen;
    }

    /** The objects whose reading counts. */
    ReadSet reads() {
        return reads;
    }

    /** The objects that were imported. */
    Imports imports() {
        return imports;
    }

    /** The states that objects were given by their records. */
    GivenStates given() {
        return given;
    }

    /** What was undone. */
    Undo undo() {
        return undo;
    }

    /** What savepoints have put aside. */
    SpilledObjects spilled() {
        return spilled;
    }

    /** Which objects the application has changed. */
    LongPredicate changedOids() {
        unseen.find();
        Set<Long> oids = new HashSet<>();
        changed.forEach(object -> oids.add(object.$odb_oid()));
        return oid -> oids.contains(oid) || spilled.contains(oid);
    }

    /**
     * The stored objects that it has changed and would lose a conflict for, since their class cannot merge. Those that a
     * savepoint has put aside are not among them.
     */
    public List<Managed> contended() {
        unseen.find();
        return changed.stream()
                .filter(object -> object.$odb_serial() != 0)
                .filter(object -> !(object instanceof Resolvable<?>) || reads.isPinned(object.$odb_oid()))
                .toList();
    }

    /** Gives an unsaved object its oid. */
    void adopt(Managed object) {
        workspace.objects().adopt(object, database.storage().newOids(1));
        added.add(object);
    }

    /** A reference to the object is encoded. */
    private void reached(Managed target) {
        if (target.$odb_owner() == null) {
            adopt(target);
        }
        if (target.$odb_state() == ObjectState.UNSAVED) {
            queue.add(target);
        }
    }

    LockOwner lockOwner() {
        if (lockOwner == null) {
            lockOwner = LockOwner.ofThread();
        }
        return lockOwner;
    }

    /** Commits as the owner of locks that were reserved before. */
    public void lockOwner(LockOwner owner) {
        lockOwner = owner;
    }

    /** Whether there is nothing to prepare: no change, nothing to verify. */
    public static boolean nothingToPrepare(CommitRequest request) {
        return request.writes().isEmpty() && request.reads().isEmpty();
    }

    /** Whether nothing is known to have changed. */
    public boolean isEmpty() {
        return changed.isEmpty() && added.isEmpty() && spilled.isEmpty();
    }

    /**
     * Finds what has changed and what is newly reachable, and encodes it.
     *
     * @param last whether the workspace ends with that, whatever becomes of the commit
     * @throws dev.odb.NotPersistentException if something was reached that cannot be stored, naming its path
     * @throws dev.odb.DetachedObjectException if an object of another transaction was reached
     */
    public CommitRequest collect(TransactionMetadata metadata, boolean last) {
        ending = last;
        workspace.views().turnToEach();
        return collecting(() -> {
            Writes writes = spilled.isEmpty() ? encodeInMemory() : encodeToSpill();
            workspace.blobs().stage(writes);
            Collection<Long> undone = undo.tids();
            TransactionMetadata about = undone.isEmpty() ? metadata : metadata.asUndoOf(undone);
            CommitRequest all = workspace.versions().complete(request(writes, about), metadata.user());
            return isBookkeeping(all.writes()) ? all.asBookkeeping() : all;
        });
    }

    /** Whether it writes nothing else; nearly always the first object tells that it does. */
    private boolean isBookkeeping(Writes writes) {
        for (Write write : writes) {
            if (write.tombstone()
                    || !database.catalog()
                            .get(RecordInfo.classId(write.record()))
                            .bookkeeping()) {
                return false;
            }
        }
        return !writes.isEmpty();
    }

    /**
     * What a transaction had done when a savepoint was taken.
     *
     * @param adopted new objects with an oid that nobody refers to
     * @param taken what it had taken from other versions
     */
    record Mark(
            long spilled,
            List<Managed> adopted,
            Undo.Mark undone,
            VersionChanges versions,
            Map<Long, WorkspaceVersion.Head> taken) {}

    /** Puts what has changed aside, for deployments with other classes. */
    void putAsideForOthers() {
        if (changed.isEmpty() && imports.isEmpty() && unseen.isNothing()) {
            return;
        }
        workspace.enter();
        collecting(() -> {
            putAside();
            return null;
        });
    }

    /** Puts what has changed aside and marks the point. */
    Mark mark() {
        workspace.views().turnToEach();
        return collecting(() -> {
            workspace.blobs().requireNoneOpen();
            putAside();
            return new Mark(
                    spilled.end(),
                    List.copyOf(added),
                    undo.mark(),
                    workspace.versions().mark(),
                    workspace.version().mark());
        });
    }

    /** Goes back to what it had done then. */
    void rollback(Mark mark) {
        Set<Managed> adopted = Collections.newSetFromMap(new IdentityHashMap<>());
        adopted.addAll(mark.adopted);
        collecting(() -> {
            spilled.rollback(mark.spilled, adopted);
            return null;
        });
        added.removeAll(adopted);
        added.forEach(this::release);
        added.clear();
        added.addAll(mark.adopted);
        imports.rolledBack();
        imports.clear();
        dropChanged();
        undo.rollback(mark.undone);
        workspace.versions().rollback(mark.versions);
        workspace.version().rollback(mark.taken);
        workspace.blobs().rolledBackToSavepoint();
    }

    private <T> T collecting(Supplier<T> what) {
        workspace.access().collecting(true);
        encoder.begin();
        try {
            return what.get();
        } finally {
            queue.end();
            encoder.end();
            workspace.access().collecting(false);
        }
    }

    /**
     * What is known to be changed and to be verified, without looking for silent changes and new objects: enough to see
     * most conflicts. Its writes have no records; objects whose class can merge are left out.
     */
    public CommitRequest outline() {
        Map<Long, Write> writes = new TreeMap<>();
        if (!spilled.isEmpty()) {
            spilled.outline(workspace.snapshot(), reads, NOTHING, writes);
        }
        for (Managed object : changed) {
            if (!(object instanceof Resolvable<?>) || reads.isPinned(object.$odb_oid())) {
                writes.put(object.$odb_oid(), new Write(object.$odb_oid(), object.$odb_serial(), NOTHING));
            }
        }
        return request(Writes.of(List.copyOf(writes.values())), TransactionMetadata.NONE);
    }

    private Writes encodeInMemory() {
        List<Write> writes = new ArrayList<>();
        encodeChanged((object, record) -> writes.add(write(object, record)));
        writes.addAll(given.writes(queue::contains));
        imports.writes(queue::contains)
                .forEach(write -> writes.add(workspace.version().placed(write)));
        if (!writes.isEmpty()) {
            workspace.requireWritable();
        }
        writes.sort(Comparator.comparingLong(Write::oid));
        return Writes.of(writes);
    }

    /** As a last savepoint: the commit then reads what it writes from there. */
    private Writes encodeToSpill() {
        putAside();
        return spilled.writes(given.writes(spilled::contains));
    }

    private Write write(Managed object, byte[] record) {
        return workspace.version().placed(new Write(object.$odb_oid(), object.$odb_serial(), record));
    }

    private void putAside() {
        encodeChanged((object, record) -> spilled.add(object, write(object, record)));
        List<Managed> written = queue.members();
        boolean imported = spilled.addAll(imports.writes(queue::contains).stream()
                .map(workspace.version()::placed)
                .toList());
        imports.clear();
        if (imported || !written.isEmpty()) {
            workspace.requireWritable();
        }
        written.forEach(workspace.objects()::warm);
        added.removeIf(object -> queue.contains(object.$odb_oid()));
        changed.clear();
        queue.clear();
    }

    private void encodeChanged(BiConsumer<Managed, byte[]> sink) {
        unseen.find();
        queue.begin(changed);
        while (queue.hasNext() || findLateChanges()) {
            Managed object = queue.next();
            byte[] record = encoder.encode(object);
            encoder.requireTargets(object, record);
            sink.accept(object, record);
            if (!ending) {
                workspace.objects().written(object, record.length);
                unseen.encoded(object, record);
            }
        }
    }

    /** An object of older records may have to be stored only because another one that it made is. */
    private boolean findLateChanges() {
        int before = changed.size();
        unseen.findLate();
        return changed.size() > before;
    }

    private CommitRequest request(Writes writes, TransactionMetadata metadata) {
        return new CommitRequest(
                lockOwner(),
                writes,
                reads.checks(writes),
                reads.unchangedOids(),
                reads.verifiedOids(),
                metadata,
                resolver,
                workspace.version().name());
    }

    /** Whether a request without writes has something that even then must be verified. */
    public boolean mustVerify() {
        return !reads.unchangedOids().isEmpty();
    }

    /** Makes a new object one of a given oid that is stored whether or not it is reachable. */
    void store(Managed object, long oid) {
        workspace.objects().adopt(object, oid);
        added.add(object);
        changed.add(object);
    }

    void committed(long tid) {
        given.committed(tid);
        if (tid != 0) {
            spilled.committed(tid);
        }
        imports.committed(tid);
        for (Managed object : queue.members()) {
            if (tid != 0) {
                object.$odb_serial(tid);
            }
            object.$odb_state(ObjectState.UP_TO_DATE);
        }
        for (Managed object : added) {
            if (!queue.contains(object.$odb_oid())) {
                release(object);
            }
        }
    }

    private void release(Managed object) {
        workspace.views().copiesOf(object).release(object);
    }

    void rolledBack() {
        collecting(() -> {
            spilled.rollbackAll();
            return null;
        });
        added.forEach(this::release);
        added.clear();
        given.rolledBack();
        imports.rolledBack();
        dropChanged();
    }

    private void dropChanged() {
        changed.removeIf(object -> object.$odb_state() == ObjectState.UNSAVED);
        changed.forEach(workspace.objects()::ghost);
        changed.clear();
        unseen.dropAll();
    }

    void begin() {
        changed.clear();
        added.clear();
        queue.clear();
        reads.clear();
        undo.clear();
        spilled.clear();
        imports.clear();
        lockOwner = null;
    }

    void clear() {
        begin();
        unseen.clear();
    }
}
