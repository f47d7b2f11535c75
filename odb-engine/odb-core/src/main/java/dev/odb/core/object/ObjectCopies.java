package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordDecoder;
import dev.odb.core.record.StoredClass;
import dev.odb.core.record.tracked.Tracking;
import dev.odb.core.storage.Revision;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.function.Consumer;

/**
 * The objects in memory of one workspace: which there are, how they get their state and how they lose it. Which revision
 * of an object is to be seen is the workspace's matter. Not thread-safe.
 */
final class ObjectCopies {
    private final WorkspaceOwner owner;
    private final MutableWatch watch;
    private final IdentityMap objects = new IdentityMap();
    private final ClassResolver classes = new ClassResolver();
    private final RecordDecoder decoder;

    ObjectCopies(WorkspaceOwner owner, MutableWatch watch, ClassCatalog catalog) {
        this.owner = owner;
        this.watch = watch;
        this.decoder = new RecordDecoder(catalog, this::reference, classes::load);
    }

    ClassResolver classes() {
        return classes;
    }

    /** The object of that oid, or null if there is none in memory. */
    Managed get(long oid) {
        return objects.get(oid);
    }

    /** The one object of that oid; a ghost of the type if there was none. */
    Managed reference(long oid, StoredClass type) {
        Managed known = objects.get(oid);
        return known == null ? adopt(classes.ghost(type), oid) : known;
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

    /** Takes an object out of those that are compared to find changes. */
    void unwatch(Managed object) {
        watch.remove(object);
    }

    /** Gives a ghost the state of a revision. */
    void load(Managed object, Revision revision) {
        boolean loaded = false;
        try {
            if (decoder.decode(revision.record(), object)) {
                watch.add(object, revision.record());
            }
            object.$odb_serial(revision.serial());
            object.$odb_state(ObjectState.UP_TO_DATE);
            object.$odb_loaded();
            loaded = true;
        } finally {
            if (!loaded) {
                watch.remove(object);
                object.$odb_clear();
                object.$odb_state(ObjectState.GHOST);
            }
        }
    }

    /** Drops an object's state, whatever it was. */
    void ghost(Managed object) {
        if (object.$odb_state() != ObjectState.GHOST) {
            watch.remove(object);
            // its tracked collections are taken away from it, so that none of them is changed in vain
            object.$odb_write(new FieldVisitor((index, value) -> Tracking.detach(value)));
            object.$odb_clear();
            object.$odb_state(ObjectState.GHOST);
        }
    }

    /**
     * Drops the state of what others have written.
     *
     * @param changed their oids, or null if anything may have changed
     * @param keptSerial the serial of objects that are newer than that
     */
    void invalidate(long[] changed, long keptSerial) {
        if (changed == null) {
            objects.forEach(object -> ghostUnless(object, keptSerial));
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

    /** Puts everything from one state into another. */
    void change(byte from, byte to) {
        forEach(object -> {
            if (object.$odb_state() == from) {
                object.$odb_state(to);
            }
        });
    }

    void forEach(Consumer<Managed> action) {
        objects.forEach(action);
    }

    void clear() {
        objects.clear();
    }
}
