package dev.odb.enhanced;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import java.util.IdentityHashMap;
import java.util.Map;

/** Loads ghosts from the objects they were made after, and counts how often it is asked. */
public final class CountingOwner implements Owner {
    private final Map<Managed, Managed> originals = new IdentityHashMap<>();
    private int reads;
    private int writes;

    /** A ghost that will load the fields of an object. */
    @SuppressWarnings("unchecked")
    public <T> T ghostOf(T original) {
        Managed ghost = managed(original).$odb_ghost();
        ghost.$odb_owner(this);
        originals.put(ghost, managed(original));
        return (T) ghost;
    }

    /** The same, loaded and unchanged. */
    public <T> T loadedFrom(T original) {
        T ghost = ghostOf(original);
        load(managed(ghost));
        return ghost;
    }

    /** An object as the engine sees it. */
    public static Managed managed(Object object) {
        return (Managed) object;
    }

    /** The state of an object. */
    public static byte state(Object object) {
        return managed(object).$odb_state();
    }

    public int reads() {
        return reads;
    }

    public int writes() {
        return writes;
    }

    private void load(Managed object) {
        FieldState state = new FieldState();
        originals.get(object).$odb_write(state);
        object.$odb_read(state);
        object.$odb_state(ObjectState.UP_TO_DATE);
        object.$odb_loaded();
    }

    @Override
    public Managed read(Managed object) {
        reads++;
        load(object);
        return object;
    }

    @Override
    public Managed write(Managed object) {
        writes++;
        if (object.$odb_state() == ObjectState.GHOST) {
            load(object);
        }
        object.$odb_state(ObjectState.CHANGED);
        return object;
    }

    @Override
    public Managed target(Managed object) {
        return object;
    }

    @Override
    public void readCurrent(Managed object) {
        throw new AssertionError("nothing here reads inner nodes");
    }
}
