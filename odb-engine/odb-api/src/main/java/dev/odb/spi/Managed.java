package dev.odb.spi;

/**
 * What the enhancer adds to a persistent class. The four fields behind it stand in the topmost persistent class,
 * private, synthetic and transient. Owned by one transaction and one thread at a time.
 */
public interface Managed {
    /** One of {@link ObjectState}. */
    byte $odb_state();

    /** Sets the state. */
    void $odb_state(byte state);

    /** The oid; 0 for an unsaved object and for the root directory. */
    long $odb_oid();

    /** Sets the oid. */
    void $odb_oid(long oid);

    /** The serial of the loaded revision, 0 if there is none. */
    long $odb_serial();

    /** Sets the serial. */
    void $odb_serial(long serial);

    /** Who loads the object and is told of changes; null for an unsaved object. */
    Owner $odb_owner();

    /** Sets the owner. */
    void $odb_owner(Owner owner);

    /** Gives every persistent field to the writer, superclass first, each class in the order of {@link Enhanced}. */
    void $odb_write(StateWriter out);

    /** Takes every persistent field from the reader, in the same order. */
    void $odb_read(StateReader in);

    /** Sets all fields, also transient ones, to their type's zero. */
    void $odb_clear();

    /** Runs the {@link dev.odb.OnLoad} methods, superclass first. */
    void $odb_loaded();

    /** A new ghost of the same class; no constructor of the application runs. */
    Managed $odb_ghost();
}
