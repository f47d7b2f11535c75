package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.ValueOwners;
import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.List;

/**
 * A hash of an object's state together with that of the unsaved objects it leads to, which are numbered in the order they
 * are met: initializers of added fields may make such objects, and what is done to them must not be lost. One that has
 * been given an oid meanwhile makes the state another one. Without any it is the hash of the object's own record.
 */
final class LoadedState {
    private final RecordEncoder encoder;
    private final List<Managed> unsaved = new ArrayList<>();
    private long hash;
    private boolean untracked;

    private LoadedState(Managed object, ClassCatalog catalog) {
        encoder = new RecordEncoder(catalog, (target, path) -> number(target), ValueOwners.NONE);
        add(object);
        untracked = encoder.untracked();
        for (int i = 0; i < unsaved.size(); i++) {
            add(unsaved.get(i));
        }
    }

    /**
     * Of an object as it is now; nothing is loaded and nothing given an oid.
     *
     * @throws dev.odb.core.record.UnstorableValueException if it holds a value that cannot be stored
     */
    static LoadedState of(Managed object, ClassCatalog catalog) {
        return new LoadedState(object, catalog);
    }

    private void add(Managed object) {
        hash = hash * 0x9E3779B97F4A7C15L + MutableWatch.hash(encoder.encode(object));
    }

    private long number(Managed target) {
        if (target.$odb_owner() != null) {
            return target.$odb_oid();
        }
        int known = 0;
        while (known < unsaved.size() && unsaved.get(known) != target) {
            known++;
        }
        if (known == unsaved.size()) {
            unsaved.add(target);
        }
        return -1L - known;
    }

    long hash() {
        return hash;
    }

    /** Whether comparison is needed to see changes of it. */
    boolean mayChangeUnseen() {
        return untracked || hasUnsaved();
    }

    boolean hasUnsaved() {
        return !unsaved.isEmpty();
    }
}
