package dev.odb.core.record;

import dev.odb.OdbException;
import dev.odb.core.storage.Storage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The classes a database knows. All threads may share it; it holds no class and no class loader. */
public final class ClassCatalog {
    private final Storage storage;
    private final Map<Integer, StoredClass> byId = new ConcurrentHashMap<>();

    /** What is computed is kept with the class itself, and does not refer to it. */
    private final ClassValue<StoredClass> byClass = new ClassValue<>() {
        @Override
        protected StoredClass computeValue(Class<?> type) {
            byte[] description = ClassDescription.encode(type.getName(), ClassDescription.fields(type));
            return ClassCatalog.this.get(storage.defineClass(description));
        }
    };

    /** The catalog of one database. */
    public ClassCatalog(Storage storage) {
        this.storage = storage;
    }

    /**
     * The description of an enhanced class as it is now; given an id if it is new.
     *
     * @throws dev.odb.NotEnhancedException if it is not enhanced
     */
    public StoredClass define(Class<?> type) {
        return byClass.get(type);
    }

    /**
     * The description with that id.
     *
     * @throws dev.odb.CorruptStorageException if there is none
     */
    public StoredClass get(int id) {
        StoredClass known = byId.get(id);
        return known != null ? known : load(id);
    }

    /** Whether classes cannot be defined any more. */
    public boolean readOnly() {
        return storage.readOnly();
    }

    private StoredClass load(int id) {
        byte[] description = storage.classDescription(id);
        if (description == null) {
            throw RecordMessages.unknownClass(id);
        }
        StoredClass loaded;
        try {
            loaded = ClassDescription.decode(id, description);
        } catch (OdbException e) {
            throw RecordMessages.badDescription(id, e);
        }
        StoredClass earlier = byId.putIfAbsent(id, loaded);
        return earlier != null ? earlier : loaded;
    }
}
