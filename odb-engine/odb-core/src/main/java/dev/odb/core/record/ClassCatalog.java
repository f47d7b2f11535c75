package dev.odb.core.record;

import dev.odb.OdbException;
import dev.odb.core.storage.Storage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The classes a database knows. All threads may share it; it holds no class and no class loader. */
public final class ClassCatalog {
    private final Storage storage;
    private final Set<String> valueClasses;
    /** Ids are dense from 1 on; a longer array takes the place of the one that is too short. */
    private volatile AtomicReferenceArray<StoredClass> byId = new AtomicReferenceArray<>(16);

    private final Set<Integer> reported = ConcurrentHashMap.newKeySet();

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
        this(storage, Set.of());
    }

    /**
     * The catalog of one database.
     *
     * @param valueClasses the names of classes that may be stored by value without saying so themselves
     */
    public ClassCatalog(Storage storage, Set<String> valueClasses) {
        this.storage = storage;
        this.valueClasses = Set.copyOf(valueClasses);
    }

    /** Whether the application has allowed the class by name to be stored by value. */
    boolean isValueClass(Class<?> type) {
        return valueClasses.contains(type.getName());
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
        AtomicReferenceArray<StoredClass> all = byId;
        StoredClass known = id < all.length() ? all.get(id) : null;
        return known != null ? known : load(id);
    }

    /** The same; null if there is none. */
    public StoredClass find(int id) {
        AtomicReferenceArray<StoredClass> all = byId;
        StoredClass known = id < all.length() ? all.get(id) : null;
        return known != null ? known : storage.classDescription(id) == null ? null : load(id);
    }

    /** True the first time it is asked for a class, so that something is reported once. */
    boolean firstReport(int id) {
        return reported.add(id);
    }

    /** Whether classes cannot be defined any more. */
    public boolean readOnly() {
        return storage.readOnly();
    }

    private synchronized StoredClass load(int id) {
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
        return keep(id, loaded);
    }

    private StoredClass keep(int id, StoredClass loaded) {
        if (id >= byId.length()) {
            AtomicReferenceArray<StoredClass> longer = new AtomicReferenceArray<>(Math.max(id + 1, 2 * byId.length()));
            for (int i = 0; i < byId.length(); i++) {
                longer.set(i, byId.get(i));
            }
            byId = longer;
        }
        byId.compareAndSet(id, null, loaded);
        return byId.get(id);
    }
}
