package dev.odb.core.object;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import dev.odb.spi.Managed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * The states that one transaction has given objects by their records: by an undo, and by what is done with versions. They
 * lie over the snapshot and are written as they are unless the application changes the object as well. Belongs to its change
 * set.
 */
final class GivenStates {
    private final Workspace workspace;
    private final Map<Long, Given> states = new HashMap<>();

    /**
     * One.
     *
     * @param write what is written of it
     * @param from the version of the revision that it replaces, empty for the main line
     * @param as the serial of the revision that an undo went back to, -1 if it had to merge; 0 if it is no undo's
     */
    record Given(Write write, String from, long as) {
        String version() {
            Lineage lineage = write.lineage();
            return lineage == null ? "" : lineage.version();
        }
    }

    GivenStates(Workspace workspace) {
        this.workspace = workspace;
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** Null if it was given none. */
    Given get(long oid) {
        return states.isEmpty() ? null : states.get(oid);
    }

    void put(Given given) {
        states.put(given.write.oid(), given);
    }

    /** The objects that were given one. */
    Set<Long> oids() {
        return states.keySet();
    }

    /**
     * The object's state as given, with the serial of the revision it replaces; without bytes if it does not exist any more,
     * null if it was given none.
     */
    Revision revision(long oid) {
        Given given = get(oid);
        if (given == null) {
            return null;
        }
        return new Revision(given.write.serialSeen(), given.write.record(), given.write.lineage());
    }

    /** What is to be written of it beside the objects that the transaction encodes itself. */
    Collection<Write> writes(LongPredicate encoded) {
        if (states.isEmpty()) {
            return List.of();
        }
        return states.values().stream()
                .map(Given::write)
                .filter(write -> !encoded.test(write.oid()))
                .toList();
    }

    /** What there is now, to go back to. */
    Map<Long, Given> mark() {
        return states.isEmpty() ? Map.of() : Map.copyOf(states);
    }

    /** Goes back to what there was; objects in memory that have another state then lose it. */
    void rollback(Map<Long, Given> mark) {
        ghostUnless(mark);
        states.clear();
        states.putAll(mark);
    }

    /** Objects in memory that have another state than they had then lose it, to be loaded with the one they have. */
    void ghostUnless(Map<Long, Given> mark) {
        forEachKnown((copies, object) -> {
            if (states.get(object.$odb_oid()) != mark.get(object.$odb_oid())) {
                copies.ghost(object);
            }
        });
    }

    /** What comes into a version or leaves it is not merged with what others do. */
    void pinMoved(ReadSet reads) {
        states.values().stream()
                .filter(given -> !given.version().equals(given.from))
                .forEach(given -> reads.verify(given.write.oid(), given.write.serialSeen()));
    }

    /** What is given depends on the revisions it was computed from. */
    void countReads(ReadSet reads) {
        states.values().forEach(given -> reads.seen(given.write.oid(), given.write.serialSeen()));
    }

    /** They are stored now, under that tid unless it is 0. */
    void committed(long tid) {
        if (tid != 0) {
            forEachKnown((copies, object) -> {
                if (workspace.version().sees(states.get(object.$odb_oid()).version())) {
                    object.$odb_serial(tid);
                } else {
                    copies.ghost(object);
                }
            });
        }
    }

    void rolledBack() {
        forEachKnown(ObjectCopies::ghost);
    }

    void clear() {
        states.clear();
    }

    private void forEachKnown(BiConsumer<ObjectCopies, Managed> action) {
        states.keySet().forEach(oid -> workspace.views().forEachCopy(oid, action));
    }
}
