package dev.odb.core.object;

import dev.odb.Resolvable;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.spill.Spill;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The objects whose changes savepoints have put aside: to the workspace they are as if loaded, from revisions that only it
 * sees. Not thread-safe; belongs to its change set.
 */
final class SpilledObjects {
    private static final System.Logger LOGGER = System.getLogger(SpilledObjects.class.getName());

    private final ClassViews views;
    private final Storage storage;
    private final MemoryBounds bounds;
    private final Spill spill;
    private final Consumer<Managed> unsaved;

    /**
     * Nothing put aside.
     *
     * @param unsaved told of each new object that is unsaved again, with its state
     */
    SpilledObjects(ClassViews views, DatabaseContext database, Consumer<Managed> unsaved) {
        this.unsaved = unsaved;
        this.views = views;
        this.storage = database.storage();
        this.bounds = database.bounds();
        this.spill = new Spill(storage);
    }

    boolean isEmpty() {
        return spill.isEmpty();
    }

    boolean contains(long oid) {
        return spill.contains(oid);
    }

    /** The object's state as put aside, with the serial of the revision it replaces; or null. */
    Revision revision(long oid) {
        return spill.revision(oid);
    }

    /** Where the log of what was put aside ends now. */
    long end() {
        return spill.end();
    }

    void add(Managed object, Write write) {
        spill.add(write, object instanceof Resolvable<?>);
        views.put(write.oid());
    }

    /** Gives every object with an entry from the position on once. */
    void forEachSince(long position, Spill.Visitor visitor) {
        spill.forEachSince(position, visitor);
    }

    /** Adds objects that are not in memory; whether there are any. */
    boolean addAll(Collection<Write> writes) {
        for (Write write : writes) {
            spill.add(write, false);
            views.put(write.oid());
        }
        return !writes.isEmpty();
    }

    /** What is to be committed: everything put aside and the given writes of other objects. */
    Writes writes(Collection<Write> others) {
        addAll(others);
        return spill.writes();
    }

    /** Adds what is in it, cannot be merged and was changed by others since the snapshot, as writes with that record. */
    void outline(long snapshot, ReadSet reads, byte[] record, Map<Long, Write> to) {
        long[] others = storage.changedBetween(snapshot, storage.lastTid());
        for (long oid : others == null ? new long[0] : others) {
            if (spill.contains(oid) && (reads.isPinned(oid) || !spill.canMerge(oid))) {
                to.put(oid, new Write(oid, spill.revision(oid).serial(), record));
            }
        }
    }

    /** It is stored now, under that tid. */
    void committed(long tid) {
        if (!isEmpty()) {
            views.forEach(view -> view.objects().saved(spill::contains, tid));
        }
    }

    /**
     * Takes the objects in memory back to what was put aside before the position: new ones are unsaved again, with their
     * state, of which as much is read back as memory is meant for; others become ghosts.
     *
     * @param adopted new objects that had their oids by then already and keep them
     */
    void rollback(long position, Set<Managed> adopted) {
        List<Managed> made = new ArrayList<>();
        forget(position, made);
        long room = bounds.bytes();
        for (int i = 0; i < made.size(); i++) {
            room -= readBack(made.get(i), position, room, made);
        }
        made.forEach(object -> unsave(object, adopted));
        spill.rewind(position);
        views.rewound(position);
    }

    /** The same at the end of the transaction, which goes on even if something cannot be read. */
    void rollbackAll() {
        if (isEmpty()) {
            return;
        }
        List<Managed> made = new ArrayList<>();
        try {
            forget(0, made);
        } catch (RuntimeException e) {
            lost(e);
        }
        long room = bounds.bytes();
        for (int i = 0; i < made.size(); i++) {
            try {
                room -= readBack(made.get(i), 0, room, made);
            } catch (RuntimeException e) {
                lost(e);
            }
        }
        made.forEach(object -> unsave(object, Set.of()));
    }

    private void lost(RuntimeException cause) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                ObjectMessages.newObjectsLost(storage.location(), cause.toString()),
                cause);
    }

    private void forget(long position, List<Managed> made) {
        spill.forEachSince(position, (oid, isNew) -> {
            ObjectCopies maker = views.writer(oid).objects();
            views.forEachCopy(oid, (copies, known) -> {
                if (isNew && copies == maker) {
                    made.add(known);
                } else {
                    copies.ghost(known);
                }
            });
        });
    }

    /**
     * Loads a new object whose state is not in memory, if there is room for it, and finds those that it refers to. Gives
     * the length of its record.
     */
    private int readBack(Managed object, long position, long room, List<Managed> made) {
        if (object.$odb_state() != ObjectState.GHOST) {
            return 0;
        }
        Revision revision = spill.revision(object.$odb_oid());
        if (revision.record().length > room) {
            return 0;
        }
        long[] references = LongStream.concat(
                        Arrays.stream(RecordInfo.references(revision.record())),
                        Arrays.stream(RecordInfo.weakReferences(revision.record())))
                .distinct()
                .toArray();
        ObjectCopies objects = views.copiesOf(object);
        boolean[] known = new boolean[references.length];
        for (int i = 0; i < references.length; i++) {
            known[i] = objects.get(references[i]) != null;
        }
        objects.load(object, revision);
        for (int i = 0; i < references.length; i++) {
            if (!known[i] && spill.isNewSince(position, references[i])) {
                made.add(objects.get(references[i]));
            }
        }
        return revision.record().length;
    }

    private void unsave(Managed object, Set<Managed> adopted) {
        ObjectCopies objects = views.copiesOf(object);
        if (object.$odb_state() == ObjectState.GHOST) {
            objects.orphan(object);
        } else if (adopted.contains(object)) {
            objects.unwatch(object);
            object.$odb_state(ObjectState.UNSAVED);
        } else {
            objects.release(object);
            unsaved.accept(object);
        }
    }

    void clear() {
        views.clear();
        try {
            spill.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, ObjectMessages.spillLeft(storage.location(), e.toString()), e);
        }
    }
}
