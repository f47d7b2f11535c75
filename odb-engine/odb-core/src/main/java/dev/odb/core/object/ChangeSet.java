package dev.odb.core.object;

import dev.odb.Blob;
import dev.odb.OdbException;
import dev.odb.Resolvable;
import dev.odb.Savepoint;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.SharedValueException;
import dev.odb.core.record.UnstorableValueException;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.LockOwner;
import dev.odb.core.transaction.PackedObjects;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
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
    private static final Logger LOG = System.getLogger(ChangeSet.class.getName());
    private static final byte[] NOTHING = {};

    private final Workspace workspace;
    private final DatabaseContext database;
    private final MutableOwners owners;
    private final RecordEncoder encoder;
    private final MergeResolver resolver;
    private final Undo undo;
    private final Imports imports;
    private final MutableWatch watch;
    private final ReadSet reads = new ReadSet();
    private final SpilledObjects spilled;
    private final Savepoints savepoints;
    private final List<Managed> changed = new ArrayList<>();
    private final List<Managed> added = new ArrayList<>();
    private final Set<Managed> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private LockOwner lockOwner;
    private List<Managed> queue;
    private Managed encoding;

    ChangeSet(Workspace workspace, MutableWatch watch, DatabaseContext database) {
        this.workspace = workspace;
        this.watch = watch;
        this.database = database;
        this.owners = new MutableOwners(database.catalog());
        this.encoder = new RecordEncoder(database.catalog(), this::reference, owners);
        this.resolver =
                new MergeResolver(database.catalog(), workspace.objects().classes());
        this.undo = new Undo(workspace, database, resolver);
        this.spilled = new SpilledObjects(
                workspace.objects(), database, object -> workspace.blobs().unsaved(object));
        this.savepoints = new Savepoints(workspace.owner());
        this.imports = new Imports(workspace);
    }

    void changed(Managed object) {
        changed.add(object);
        if (queue != null && written.add(object)) {
            // by a method of the application that runs while its values are written, such as a Java record's accessor
            queue.add(object);
        }
    }

    /** An object could not be loaded, after its {@code @OnLoad} method may have changed it. */
    void forget(Managed object) {
        changed.removeIf(other -> other == object);
    }

    /** The objects whose reading counts. */
    ReadSet reads() {
        return reads;
    }

    /** The objects that were imported. */
    Imports imports() {
        return imports;
    }

    /** The states that undo has given objects. */
    Undo undo() {
        return undo;
    }

    /** What savepoints have put aside. */
    SpilledObjects spilled() {
        return spilled;
    }

    /** Which objects the application has changed. */
    LongPredicate changedOids() {
        findSilentChanges();
        Set<Long> oids = new HashSet<>();
        changed.forEach(object -> oids.add(object.$odb_oid()));
        return oid -> oids.contains(oid) || spilled.contains(oid);
    }

    /** Gives an unsaved object its oid. */
    void adopt(Managed object) {
        workspace.objects().adopt(object, database.storage().newOids(1));
        added.add(object);
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

    /**
     * Finds what has changed and what is newly reachable, and encodes it.
     *
     * @throws dev.odb.NotPersistentException if something was reached that cannot be stored, naming its path
     * @throws dev.odb.DetachedObjectException if an object of another transaction was reached
     */
    public CommitRequest collect(TransactionMetadata metadata) {
        return collecting(() -> {
            Writes writes = spilled.isEmpty() ? encodeInMemory() : encodeToSpill();
            workspace.blobs().stage(writes);
            return request(writes, metadata);
        });
    }

    /** Puts what has changed aside and makes a point to go back to. */
    Savepoint savepoint() {
        return collecting(() -> {
            workspace.blobs().requireNoneOpen();
            putAside();
            return savepoints.add(spilled.end(), List.copyOf(added), undo.mark());
        });
    }

    /** Fails if the savepoint cannot be rolled back to. */
    void requireValid(Savepoints.Mark savepoint) {
        savepoints.requireValid(savepoint);
    }

    /** Goes back to a savepoint. */
    void rollback(Savepoints.Mark savepoint) {
        Set<Managed> adopted = Collections.newSetFromMap(new IdentityHashMap<>());
        adopted.addAll(savepoint.adopted);
        ObjectCopies objects = workspace.objects();
        collecting(() -> {
            spilled.rollback(savepoint.spilled, adopted);
            return null;
        });
        added.removeAll(adopted);
        added.forEach(objects::release);
        added.clear();
        added.addAll(savepoint.adopted);
        imports.rolledBack();
        imports.clear();
        dropChanged();
        undo.rollback(savepoint.undone);
        workspace.blobs().rolledBackToSavepoint();
        savepoints.rollback(savepoint);
    }

    private <T> T collecting(Supplier<T> what) {
        workspace.collecting(true);
        owners.begin();
        try {
            return what.get();
        } finally {
            queue = null;
            owners.end();
            workspace.collecting(false);
        }
    }

    /**
     * What is known to be changed and to be verified, without looking for silent changes and new objects: enough to see
     * most conflicts. Its writes have no records; objects whose class can merge are left out.
     */
    public CommitRequest outline() {
        Map<Long, Write> writes = new TreeMap<>();
        if (!spilled.isEmpty()) {
            long[] others = database.storage()
                    .changedBetween(workspace.snapshot(), database.storage().lastTid());
            spilled.outline(others == null ? new long[0] : others, reads, NOTHING, writes);
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
        encodeChanged((object, record) -> writes.add(new Write(object.$odb_oid(), object.$odb_serial(), record)));
        writes.addAll(undo.writes(oid -> written.contains(workspace.objects().get(oid))));
        writes.addAll(imports.writes(written));
        if (!writes.isEmpty()) {
            workspace.requireWritable();
        }
        writes.sort(Comparator.comparingLong(Write::oid));
        return Writes.of(writes);
    }

    /** As a last savepoint: the commit then reads what it writes from there. */
    private Writes encodeToSpill() {
        putAside();
        return spilled.writes(undo.writes(spilled::contains));
    }

    private void putAside() {
        encodeChanged(spilled::add);
        boolean imported = spilled.addAll(imports.writes(written));
        imports.clear();
        if (imported || !written.isEmpty()) {
            workspace.requireWritable();
        }
        written.forEach(workspace.objects()::warm);
        added.removeAll(written);
        changed.clear();
        written.clear();
    }

    private void encodeChanged(BiConsumer<Managed, byte[]> sink) {
        findSilentChanges();
        queue = new ArrayList<>(changed);
        written.clear();
        written.addAll(changed);
        for (int i = 0; i < queue.size() || findLateChanges(); i++) {
            Managed object = queue.get(i);
            byte[] record = encode(object);
            requireTargets(record);
            sink.accept(object, record);
            workspace.objects().written(object, record.length);
            if (encoder.untracked()) {
                // also what the application assigned itself: it may go on changing it after the commit
                watch.addHandedOut(object, record);
            } else {
                watch.remove(object);
            }
        }
    }

    private CommitRequest request(Writes writes, TransactionMetadata metadata) {
        return new CommitRequest(
                lockOwner(),
                writes,
                reads.checks(writes),
                reads.unchangedOids(),
                reads.verifiedOids(),
                metadata,
                resolver);
    }

    /** Whether a request without writes has something that even then must be verified. */
    public boolean mustVerify() {
        return !reads.unchangedOids().isEmpty();
    }

    private void findSilentChanges() {
        watch.forEachComparable((object, entry) -> {
            if (ObjectCopies.isUnchanged(object) && isChanged(object, entry)) {
                workspace.write(object);
            }
        });
    }

    private boolean isChanged(Managed object, MutableWatch.Entry entry) {
        long now = entry.withUnsaved() ? stateOf(object).hash() : MutableWatch.hash(encode(object));
        return now != entry.hash;
    }

    /**
     * Objects of older records whose initializers made new objects: such an object is stored now, since another one refers
     * to it, so its owner must be stored, too.
     */
    private boolean findLateChanges() {
        int before = changed.size();
        watch.forEachComparable((object, entry) -> {
            if (entry.withUnsaved() && ObjectCopies.isUnchanged(object) && isChanged(object, entry)) {
                workspace.write(object);
            }
        });
        List<Managed> late = List.copyOf(changed.subList(before, changed.size()));
        late.stream().filter(written::add).forEach(queue::add);
        return !late.isEmpty();
    }

    private LoadedState stateOf(Managed object) {
        encoding = object;
        workspace.objects().holdAll();
        try {
            return LoadedState.of(object, database.catalog());
        } catch (UnstorableValueException e) {
            throw ObjectMessages.unstorable(path(e.value(), e.path()), e.value(), e.getMessage());
        } finally {
            workspace.objects().releaseAll();
        }
    }

    /** Whether a value of an unchanged object was changed without a call, as far as that is possible. */
    boolean isSilentlyChanged(Managed object) {
        MutableWatch.Entry entry = watch.comparable(object);
        try {
            return entry != null && isChanged(object, entry);
        } catch (OdbException e) {
            LOG.log(Level.DEBUG, "left for the commit to report", e);
            return true;
        }
    }

    /** A value is read that can be changed without a call. */
    void handOut(Managed object) {
        watch.handOut(object);
        object.$odb_state(ObjectState.UP_TO_DATE);
    }

    private byte[] encode(Managed object) {
        encoding = object;
        workspace.objects().holdAll();
        if ((Object) object instanceof Blob blob) {
            workspace.blobs().stored(blob);
        }
        try {
            return encoder.encode(object);
        } catch (SharedValueException e) {
            throw shared(object, e);
        } catch (UnstorableValueException e) {
            throw ObjectMessages.unstorable(path(e.value(), e.path()), e.value(), e.getMessage());
        } finally {
            encoding = null;
            workspace.objects().releaseAll();
        }
    }

    private RuntimeException shared(Managed object, SharedValueException e) {
        String path = paths().path(object, e.path());
        String other = owners.path(e.other(), e.value());
        return other == null
                ? ObjectMessages.unstorable(path, e.value(), e.getMessage())
                : ObjectMessages.shared(path, paths().path(e.other(), other), e.value());
    }

    private String path(Object value, String tail) {
        return paths().path(value, encoding, tail);
    }

    private PathFinder paths() {
        return new PathFinder(workspace.roots(), database.catalog());
    }

    private long reference(Managed target, String path) {
        if (target.$odb_owner() == null) {
            adopt(target);
        } else if (target.$odb_owner() != workspace.owner()) {
            workspace.requireOwn(target, path(target, path));
        }
        if (queue != null && target.$odb_state() == ObjectState.UNSAVED && written.add(target)) {
            queue.add(target);
        }
        return target.$odb_oid();
    }

    /** What refers strongly to an object that a pack has removed cannot be stored. */
    private void requireTargets(byte[] record) {
        PackedObjects packed = database.commits().packed();
        if (packed.packs() == 0) {
            return;
        }
        for (long oid : RecordInfo.references(record)) {
            Managed target = packed.isGone(oid) ? workspace.objects().get(oid) : null;
            if (target != null && target.$odb_state() != ObjectState.UNSAVED && !spilled.contains(oid)) {
                throw ObjectMessages.packed(path(target, "?"), oid);
            }
        }
    }

    /** Makes a new object one of a given oid that is stored whether or not it is reachable. */
    void store(Managed object, long oid) {
        workspace.objects().adopt(object, oid);
        added.add(object);
        changed.add(object);
    }

    void committed(long tid) {
        undo.committed(tid);
        if (tid != 0) {
            spilled.committed(tid);
        }
        imports.committed(tid);
        for (Managed object : written) {
            if (tid != 0) {
                object.$odb_serial(tid);
            }
            object.$odb_state(ObjectState.UP_TO_DATE);
        }
        for (Managed object : added) {
            if (!written.contains(object)) {
                workspace.objects().release(object);
            }
        }
    }

    void rolledBack() {
        collecting(() -> {
            spilled.rollbackAll();
            return null;
        });
        added.forEach(workspace.objects()::release);
        added.clear();
        undo.rolledBack();
        imports.rolledBack();
        dropChanged();
    }

    private void dropChanged() {
        changed.removeIf(object -> object.$odb_state() == ObjectState.UNSAVED);
        changed.forEach(workspace.objects()::ghost);
        changed.clear();
        watch.forEachComparable((object, hash) -> workspace.objects().ghost(object));
    }

    void begin() {
        changed.clear();
        added.clear();
        written.clear();
        reads.clear();
        undo.clear();
        spilled.clear();
        savepoints.clear();
        imports.clear();
        lockOwner = null;
    }

    void clear() {
        begin();
        watch.clear();
    }
}
