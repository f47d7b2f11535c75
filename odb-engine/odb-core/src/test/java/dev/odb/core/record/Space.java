package dev.odb.core.record;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The least that an object layer does: oids, ghosts, states; it notes what it is told. */
final class Space implements Owner {
    final ClassCatalog catalog = new ClassCatalog(FakeStorage.create());
    final RecordEncoder encoder = new RecordEncoder(catalog, this::oid, ValueOwners.NONE);
    final RecordDecoder decoder = new RecordDecoder(catalog, this::object, Space.class.getClassLoader());
    final Map<Long, Managed> objects = new HashMap<>();
    final Map<Long, byte[]> records = new HashMap<>();
    final List<String> paths = new ArrayList<>();
    final List<Managed> loaded = new ArrayList<>();
    final List<Managed> changed = new ArrayList<>();
    private long next = 1;

    static Managed managed(Object object) {
        return (Managed) object;
    }

    private long oid(Managed target, Supplier<String> path) {
        paths.add(path.get());
        if (target.$odb_owner() == null) {
            adopt(target, next++);
        }
        return target.$odb_oid();
    }

    private void adopt(Managed object, long oid) {
        object.$odb_oid(oid);
        object.$odb_owner(this);
        objects.put(oid, object);
    }

    Managed object(long oid, StoredClass type) {
        return objects.get(oid);
    }

    byte[] encode(Object object) {
        return encoder.encode(managed(object));
    }

    /** A loaded copy of another object's record, as if it had been read. */
    <T> T decode(byte[] record, T like) {
        Managed copy = managed(like).$odb_ghost();
        adopt(copy, 1000 + next++);
        decoder.decode(record, copy);
        copy.$odb_state(ObjectState.UP_TO_DATE);
        @SuppressWarnings("unchecked")
        T decoded = (T) copy;
        return decoded;
    }

    /** Whether decoding says that only comparison can watch it. */
    boolean untracked(byte[] record, Object like) {
        return decoder.decode(record, managed(like).$odb_ghost());
    }

    /** Stores an object and makes a ghost of it. */
    <T> T ghost(T object) {
        Managed managed = managed(object);
        oid(managed, () -> "");
        records.put(managed.$odb_oid(), encode(object));
        managed.$odb_clear();
        managed.$odb_state(ObjectState.GHOST);
        return object;
    }

    @Override
    public Managed read(Managed object) {
        loaded.add(object);
        decoder.decode(records.get(object.$odb_oid()), object);
        object.$odb_state(ObjectState.UP_TO_DATE);
        return object;
    }

    @Override
    public Managed write(Managed object) {
        changed.add(object);
        object.$odb_state(ObjectState.CHANGED);
        return object;
    }

    @Override
    public Managed target(Managed object) {
        return object;
    }

    @Override
    public void readCurrent(Managed object) {
        throw new UnsupportedOperationException();
    }
}
