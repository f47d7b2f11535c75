package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordDecoder;
import dev.odb.core.record.ReferenceReader;
import dev.odb.core.record.StoredClass;
import dev.odb.core.record.UnstorableValueException;
import dev.odb.core.record.tracked.LateTargets;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.core.storage.Revision;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The objects in memory of one workspace: which there are, how they get their state and how they lose it. Which revision
 * of an object is to be seen is the workspace's matter. Not thread-safe.
 */
final class ObjectCopies implements Eviction.Evictable, ReferenceReader {
    private final WorkspaceOwner owner;
    private final MutableWatch watch;
    private final IdentityMap objects = new IdentityMap();
    private final LateObjects.Known known;
    private final ClassResolver classes;
    private final ClassCatalog catalog;
    private final RecordDecoder decoder;
    private final Eviction eviction;
    private final WorkspaceCounts counts;
    private final Predicate<Managed> silentlyChanged;

    /**
     * None at first.
     *
     * @param silentlyChanged whether a value of an unchanged object was changed without a call
     */
    ObjectCopies(
            WorkspaceOwner owner, MutableWatch watch, DatabaseContext database, Predicate<Managed> silentlyChanged) {
        this.owner = owner;
        this.watch = watch;
        this.known = new LateObjects.Known(owner, objects);
        this.silentlyChanged = silentlyChanged;
        this.eviction = new Eviction(objects.loaded(), database.bounds(), this);
        this.counts = new WorkspaceCounts(database.counts(), objects.loaded());
        this.catalog = database.catalog();
        this.classes = new ClassResolver(database.classes());
        this.decoder = new RecordDecoder(catalog, this, classes::load, database.forms());
    }

    ClassResolver classes() {
        return classes;
    }

    /** Counts what this workspace loads and holds. */
    WorkspaceCounts counts() {
        return counts;
    }

    /** The object of that oid, or null if there is none in memory. */
    Managed get(long oid) {
        return objects.get(oid);
    }

    /** The one object of that oid; a ghost of the type if there was none. */
    @Override
    public Managed object(long oid, StoredClass type) {
        Managed known = objects.get(oid);
        return known == null ? adopt(classes.ghost(type), oid) : known;
    }

    @Override
    public LateTargets late(long[] oids, int[] classIds, IntFunction<StoredClass> types) {
        return new LateObjects(oids, classIds, Prototypes.of(classIds, classes, types), known);
    }

    /** The one object of that oid; a ghost of the class if there was none. */
    Managed reference(long oid, Class<?> type) {
        Managed known = objects.get(oid);
        return known == null ? adopt(classes.ghost(type), oid) : known;
    }

    /** Makes an object the one of that oid. */
    Managed adopt(Managed object, long oid) {
        object.$odb_oid(oid);
        object.$odb_owner(owner);
        objects.put(object);
        return object;
    }

    /** Makes an object an unsaved one of nobody; its state stays. */
    void release(Managed object) {
        watch.remove(object);
        objects.remove(object);
        object.$odb_oid(0);
        object.$odb_serial(0);
        object.$odb_owner(null);
        object.$odb_state(ObjectState.UNSAVED);
    }

    /** Gives up a new object whose state is not to be had any more. */
    void orphan(Managed object) {
        objects.remove(object);
        object.$odb_owner(WorkspaceOwner.tombstone("rolled back, and too much had been put aside to keep all of it"));
    }

    /** Takes an object out of those that are compared to find changes. */
    void unwatch(Managed object) {
        watch.remove(object);
    }

    /** Objects that were put aside are stored now, under that tid. */
    void saved(LongPredicate which, long tid) {
        Consumer<Managed> saved = object -> {
            if (which.test(object.$odb_oid())) {
                object.$odb_serial(tid);
            }
        };
        objects.loaded().forEach(saved);
        objects.ghosts().forEachParted(saved);
    }

    /**
     * Gives a ghost the state of a revision. Others may become ghosts for it; it does not itself while its {@code @OnLoad}
     * methods run, since it is among those that have state only afterwards.
     */
    void load(Managed object, Revision revision) {
        Managed known = objects.get(object.$odb_oid());
        if (known != object && known != null) {
            throw ObjectMessages.replaced(object);
        }
        int length = 0;
        Tracker collections = parked(object, revision);
        boolean loaded = false;
        try {
            if (collections != null) {
                length = restore(object, collections);
            } else {
                length = revision.record().length;
                boolean untracked = decoder.decode(revision.record(), object);
                collections = decoder.collections();
                watch(object, revision, untracked);
            }
            object.$odb_serial(revision.serial());
            object.$odb_state(watch.state(object));
            object.$odb_loaded();
            objects.loaded(object, length, collections);
            loaded = true;
        } finally {
            if (!loaded) {
                dropState(object, collections);
            }
        }
        eviction.makeRoom(object);
    }

    /** The bond that keeps the object's former state, if it is still the one to be seen; else null. */
    private Tracker parked(Managed object, Revision revision) {
        Tracker collections = objects.ghosts().collections(object.$odb_oid());
        if (collections == null || collections.parked() == null) {
            return null;
        }
        if (revision.serial() != object.$odb_serial()) {
            collections.detach();
            return null;
        }
        return collections;
    }

    private int restore(Managed object, Tracker collections) {
        ParkedState parked = (ParkedState) collections.parked();
        parked.restore(object);
        watch.restore(object, parked.watched());
        collections.rejoin();
        return parked.length();
    }

    private void watch(Managed object, Revision revision, boolean untracked) {
        if (decoder.converted()) {
            watchConverted(object);
        } else if (untracked) {
            watch.add(object, revision.record());
        }
    }

    @Override
    public boolean isRisky(Managed object) {
        return watch.comparable(object) != null;
    }

    @Override
    public boolean evict(Managed object) {
        if (watch.isPinned(object) || silentlyChanged.test(object)) {
            return false;
        }
        Tracker collections = objects.loaded().collections(object);
        if (collections != null) {
            int length = objects.loaded().length(object);
            collections.park(new ParkedState(object, length, watch.entry(object)));
        }
        watch.remove(object);
        object.$odb_clear();
        object.$odb_state(ObjectState.GHOST);
        objects.ghost(object, collections);
        return true;
    }

    /** Drops an object's state, whatever it was; its collections, wherever they are kept, are no longer its own. */
    void ghost(Managed object) {
        if (object.$odb_state() != ObjectState.GHOST) {
            dropState(object, objects.loaded().collections(object));
            objects.ghost(object, null);
        } else {
            Tracker collections = objects.ghosts().collections(object.$odb_oid());
            if (collections != null) {
                collections.detach();
                objects.ghosts().parted(object.$odb_oid());
            }
        }
    }

    /** What it would be stored as differs from its record without any change, so it is compared with itself. */
    private void watchConverted(Managed object) {
        if (catalog.readOnly()) {
            return;
        }
        try {
            LoadedState state = LoadedState.of(object, catalog);
            if (state.mayChangeUnseen()) {
                watch.addConverted(object, state);
            }
        } catch (UnstorableValueException e) {
            throw ObjectMessages.unstorable(
                    object.getClass().getName() + "#" + object.$odb_oid() + "." + e.path(), e.value(), e.getMessage());
        }
    }

    private void dropState(Managed object, Tracker collections) {
        watch.remove(object);
        if (collections != null) {
            // they are taken away from it, so that none of them is changed in vain
            collections.detach();
        }
        object.$odb_clear();
        object.$odb_state(ObjectState.GHOST);
    }

    /** Its record has another length now. */
    void written(Managed object, int length) {
        objects.loaded().resize(object, length);
    }

    /** Until as many {@link #release}s no object loses its state for lack of memory. */
    void holdAll() {
        eviction.hold();
    }

    void releaseAll() {
        eviction.release();
    }

    /** Makes ghosts of what was not used lately if there is too much. */
    void makeRoom() {
        eviction.makeRoom(null);
    }

    /**
     * Drops the state of what others have written.
     *
     * @param changed their oids, or null if anything may have changed
     * @param keptSerial the serial of objects that are newer than that
     */
    void invalidate(long[] changed, long keptSerial) {
        if (changed == null) {
            objects.loaded().forEach(object -> ghostUnless(object, keptSerial));
            objects.ghosts().forEachParted(object -> ghostUnless(object, keptSerial));
            return;
        }
        for (long oid : changed) {
            Managed known = objects.get(oid);
            if (known != null) {
                ghostUnless(known, keptSerial);
            }
        }
    }

    private void ghostUnless(Managed object, long keptSerial) {
        if (object.$odb_serial() != keptSerial) {
            ghost(object);
        }
    }

    /** Drops the state of what is no longer stored. */
    void dropUnless(LongPredicate stored) {
        objects.loaded().forEach(object -> {
            if (!stored.test(object.$odb_oid())) {
                ghost(object);
            }
        });
    }

    /** A transaction is over, and the next one looks at each unchanged object again when it touches it. */
    void cool() {
        watch.nextTransaction();
        eviction.relax();
        objects.loaded().trim();
        objects.loaded().forEach(object -> {
            if (isUnchanged(object)) {
                object.$odb_state(ObjectState.COLD);
            }
        });
        counts.tell();
    }

    /** An unchanged object is touched that was not used lately. */
    void warm(Managed object) {
        object.$odb_state(watch.state(object));
    }

    /** Nothing is asked any more before an unchanged object is read, nor by its collections for what is in memory. */
    void settle() {
        known.settling();
        LoadedObjects all = objects.loaded();
        for (int i = 0; i < all.size(); i++) {
            Managed object = all.at(i);
            byte state = object.$odb_state();
            if (state == ObjectState.COLD || state == ObjectState.UNREAD) {
                object.$odb_state(ObjectState.UP_TO_DATE);
            }
            Tracker collections = all.collectionsAt(i);
            if (collections != null) {
                collections.settle();
            }
        }
    }

    static boolean isUnchanged(Managed object) {
        byte state = object.$odb_state();
        return state == ObjectState.UP_TO_DATE || state == ObjectState.UNREAD || state == ObjectState.COLD;
    }

    void forEachLoaded(Consumer<Managed> action) {
        objects.loaded().forEach(action);
    }

    /** Drops all state. */
    void ghostAll() {
        objects.loaded().forEach(this::ghost);
    }

    /** Nothing is read or changed here any more; what is loaded stays so. */
    void end() {
        known.end();
        objects.clear();
        counts.end();
    }
}
