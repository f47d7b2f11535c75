package dev.odb.spi;

/** The engine's side of a managed object. Called on the slow paths of field access, on the object's thread. */
public interface Owner {
    /**
     * Before a field is read from an object that is a ghost or a stand-in.
     *
     * @return the object to read from, loaded
     */
    Managed read(Managed object);

    /**
     * Before a field is read that may hold a value which can be changed without a call, such as an array, from an object
     * that is not known to have been asked for it: as {@link #read}, and registers the object for comparison.
     *
     * @return the object to read from, loaded
     */
    default Managed readValue(Managed object) {
        return read(object);
    }

    /**
     * Before a field is written to an object that is a ghost, up-to-date or a stand-in: loads it, registers the change.
     *
     * @return the object to write to, changed
     */
    Managed write(Managed object);

    /** As {@link #write}, for a change that is no read. */
    default Managed writeBlind(Managed object) {
        return write(object);
    }

    /** State of a loaded object is shown to the application; every {@link #read} says so too. */
    default void observe(Managed object) {
        // only who verifies reads wants to know
    }

    /** The object to store where this one is referred to; differs for stand-ins only. */
    Managed target(Managed object);

    /**
     * Makes the read of an object that is loaded or changed count: at commit its revision must still be the current one.
     * Without effect on an object that this transaction itself stores.
     */
    void readCurrent(Managed object);

    /**
     * Where the contents of an object that is a blob are written and read.
     *
     * @throws dev.odb.DetachedObjectException if its transaction is over
     */
    default BlobSpace blobs(Managed blob) {
        throw new UnsupportedOperationException("no blobs here");
    }

    /** Whether an object that is a ghost or cold has a state; it is not loaded. */
    default boolean exists(Managed object) {
        return true;
    }
}
