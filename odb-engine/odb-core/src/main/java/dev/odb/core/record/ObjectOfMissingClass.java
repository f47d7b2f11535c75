package dev.odb.core.record;

import dev.odb.BrokenObject;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import dev.odb.spi.StateReader;
import dev.odb.spi.StateWriter;

/**
 * The stand-in for an object whose class the application does not have. Its name is what a failed cast shows. It never
 * becomes changed, so it is never encoded; references to it keep the class they had.
 */
public final class ObjectOfMissingClass implements Managed, BrokenObject {
    private final StoredClass type;
    private byte state;
    private long oid;
    private long serial;
    private Owner owner;
    private String json;

    /** A ghost. */
    public ObjectOfMissingClass(StoredClass type) {
        this.type = type;
    }

    StoredClass type() {
        return type;
    }

    void load(byte[] record, ClassCatalog catalog) {
        json = RecordInfo.json(record, catalog);
    }

    @Override
    public String className() {
        return type.name();
    }

    @Override
    public long oid() {
        return oid;
    }

    @Override
    public String json() {
        if (state <= ObjectState.GHOST) {
            Hooks.read(this);
        }
        return json;
    }

    @Override
    public String toString() {
        return "object " + oid + " of the missing class " + type.name();
    }

    @Override
    public byte $odb_state() {
        return state;
    }

    @Override
    public void $odb_state(byte now) {
        state = now;
    }

    @Override
    public long $odb_oid() {
        return oid;
    }

    @Override
    public void $odb_oid(long now) {
        oid = now;
    }

    @Override
    public long $odb_serial() {
        return serial;
    }

    @Override
    public void $odb_serial(long now) {
        serial = now;
    }

    @Override
    public Owner $odb_owner() {
        return owner;
    }

    @Override
    public void $odb_owner(Owner now) {
        owner = now;
    }

    @Override
    public void $odb_write(StateWriter out) {
        // it has no fields here: what is stored stays in its record
    }

    @Override
    public void $odb_read(StateReader in) {
        throw RecordMessages.missingClass("object " + oid, type.name(), null);
    }

    @Override
    public void $odb_clear() {
        json = null;
    }

    @Override
    public void $odb_loaded() {
        // no code of the application belongs to it
    }

    @Override
    public Managed $odb_ghost() {
        return new ObjectOfMissingClass(type);
    }
}
