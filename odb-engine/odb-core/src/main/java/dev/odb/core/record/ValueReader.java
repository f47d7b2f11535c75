package dev.odb.core.record;

import dev.odb.OdbException;
import dev.odb.WeakRef;
import dev.odb.core.record.tracked.LateTargets;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the tagged values of one record. */
final class ValueReader {
    private static final Object[] NO_OBJECTS = {};
    private static final Managed[] NO_TARGETS = {};
    private static final WeakRef<?>[] NO_WEAK_TARGETS = {};
    private static final int FEW_SHARED = 4;

    final RecordInput in;
    final StoredTypes types;

    private final ReferenceReader references;
    private final ClassCatalog catalog;
    private final Managed owner;
    private CollectionReader collections;
    private CompoundReader compounds;
    private Tracker tracker;

    private StoredReferences strong;
    private StoredReferences weak;
    private Managed[] objects;
    private WeakRef<?>[] weakObjects;
    private LateTargets late;

    private List<String> names;
    private Object[] shared = NO_OBJECTS;
    private long[] works;
    private boolean[] broken;
    private int sharedCount;
    private long work;
    private long keyWork;
    private int depth;
    private boolean untracked;
    private boolean longLists;
    private boolean converted;

    /** While a field is read that the class no longer has: what its classes lack is no error. */
    private boolean lenient;

    private boolean brokenInside;

    ValueReader(RecordInput in, ClassCatalog catalog, ReferenceReader references, StoredTypes types, Managed owner) {
        this.in = in;
        this.catalog = catalog;
        this.references = references;
        this.types = types;
        this.owner = owner;
    }

    boolean untracked() {
        return untracked;
    }

    /** Whether encoding the values would not give the bytes they were read from. */
    boolean converted() {
        // only for objects that are compared with their bytes does it matter how references are written
        if (untracked && late != null) {
            for (int i = 0; i < objects.length; i++) {
                objects[i] = (Managed) late.target(i);
            }
        }
        return converted || untracked && (outdated(strong, objects) || outdated(weak, weakObjects));
    }

    void markConverted() {
        converted = true;
    }

    private boolean outdated(StoredReferences block, Object[] targets) {
        int current = -1;
        for (int i = 0; i < targets.length; i++) {
            if (targets[i] != null && block.classIds[i] != current) {
                Object target = targets[i] instanceof WeakRef<?> ref ? ref.$odb_target() : targets[i];
                if (!(target instanceof ObjectOfMissingClass)
                        && !ClassDescription.isCurrent(catalog.get(block.classIds[i]), target.getClass())) {
                    return true;
                }
                current = block.classIds[i];
            }
        }
        return false;
    }

    void lenient(boolean on) {
        lenient = on;
        brokenInside = false;
    }

    /** The bond of the collections that were read, or null. */
    Tracker collections() {
        return tracker;
    }

    Tracker tracker() {
        if (tracker == null) {
            tracker = new Tracker(owner);
        }
        return tracker;
    }

    void readReferences(int flags) {
        strong = StoredReferences.read(in);
        weak = StoredReferences.readWeak(in, flags);
        objects = strong.oids.length == 0 ? NO_TARGETS : new Managed[strong.oids.length];
        weakObjects = weak.oids.length == 0 ? NO_WEAK_TARGETS : new WeakRef<?>[weak.oids.length];
    }

    /** What makes the targets of references later, if the next value is one and its target can wait; else null. */
    LateTargets late() {
        if (lenient || !ValueKind.REFERENCE.isNext(in)) {
            return null;
        }
        if (late == null) {
            late = references.late(strong.oids, strong.classIds, catalog::get);
        }
        return late;
    }

    /** The place in the block of the reference that comes next; -1 if another value does. */
    int readPlace() {
        if (!ValueKind.REFERENCE.isNext(in)) {
            return -1;
        }
        work++;
        ValueKind.read(in);
        return strong.readIndex(in);
    }

    Object read() {
        work++;
        ValueKind kind = ValueKind.read(in);
        if (kind.scalar()) {
            return Scalars.read(kind, in);
        }
        return switch (kind) {
            case NULL -> null;
            case REFERENCE -> reference();
            case WEAK_REFERENCE -> weakReference();
            case BACK -> back();
            default -> compound(kind);
        };
    }

    /** A key; refused if hashing it would not end. */
    Object readKey() {
        long before = work;
        Object key = read();
        long made = work - before;
        if (made > 1 && (keyWork += made) > ValueWriter.MAX_KEY_WORK) {
            throw in.corrupt("a key contains itself or is far too large");
        }
        return key;
    }

    private Object reference() {
        int index = strong.readIndex(in);
        if (objects[index] == null) {
            objects[index] = object(strong, index);
        }
        return objects[index];
    }

    private Object weakReference() {
        int index = weak.readIndex(in);
        if (weakObjects[index] == null) {
            Managed target = object(weak, index);
            weakObjects[index] = target == null ? null : WeakRef.to(target);
        }
        return weakObjects[index];
    }

    private Managed object(StoredReferences block, int index) {
        try {
            return references.object(block.oids[index], catalog.get(block.classIds[index]));
        } catch (OdbException e) {
            broken(e);
            return null;
        }
    }

    private Object back() {
        int ordinal = in.readVarint();
        if (ordinal >= sharedCount) {
            throw in.corrupt("the shared value " + ordinal + " does not come before");
        }
        if (broken[ordinal]) {
            if (!lenient) {
                throw in.corrupt("a value is shared with a field that was removed and whose classes are gone");
            }
            brokenInside = true;
        }
        work += works[ordinal];
        return shared[ordinal];
    }

    /** What cannot be made is left out of a field that nobody reads any more. */
    Object broken(OdbException cause) {
        if (!lenient) {
            throw cause;
        }
        brokenInside = true;
        return null;
    }

    private Object compound(ValueKind kind) {
        if (++depth > ValueWriter.MAX_DEPTH) {
            throw in.corrupt("values stand in each other more than " + ValueWriter.MAX_DEPTH + " deep");
        }
        boolean brokenOutside = brokenInside;
        brokenInside = false;
        Object value =
                switch (kind) {
                    case OPTIONAL -> Optional.ofNullable(read());
                    case ENUM -> constant();
                    case RECORD -> compounds().record();
                    case VALUE -> compounds().value();
                    case COMPARATOR -> collectionReader().comparatorField();
                    case PRIMITIVE_ARRAY -> primitives();
                    case OBJECT_ARRAY -> array();
                    default -> collectionReader().read(kind);
                };
        brokenInside |= brokenOutside;
        depth--;
        return value;
    }

    private CompoundReader compounds() {
        if (compounds == null) {
            compounds = new CompoundReader(this);
        }
        return compounds;
    }

    private CollectionReader collectionReader() {
        if (collections == null) {
            collections = new CollectionReader(this);
        }
        return collections;
    }

    private Object constant() {
        String type = name();
        String constant = name();
        try {
            Class<?> found = renamed(types.enumType(type, in.subject()), type);
            Enum<?> value = EnumConstants.find(found, constant);
            if (value == null) {
                throw RecordMessages.missingConstant(in.subject(), type, constant);
            }
            converted |= !value.name().equals(constant);
            return value;
        } catch (OdbException e) {
            return broken(e);
        }
    }

    /** Notes if a class has another name now. */
    Class<?> renamed(Class<?> type, String stored) {
        converted |= !type.getName().equals(stored);
        return type;
    }

    private Object primitives() {
        untracked = true;
        Object array = PrimitiveArrays.read(in);
        complete(share(array), work);
        return array;
    }

    private Object array() {
        untracked = true;
        long before = work;
        String name = name();
        int count = in.readCount(1);
        Object[] array = null;
        try {
            array = (Object[]) Array.newInstance(renamed(types.componentType(name, in.subject()), name), count);
        } catch (OdbException e) {
            broken(e);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw in.corrupt("an array has elements of type " + name);
        }
        int ordinal = share(array);
        for (int i = 0; i < count; i++) {
            store(array, i, read());
        }
        complete(ordinal, before);
        return array;
    }

    private void store(Object[] array, int index, Object value) {
        if (array != null) {
            try {
                array[index] = value;
            } catch (ArrayStoreException e) {
                if (value instanceof ObjectOfMissingClass missing) {
                    broken(RecordMessages.missingTarget(
                            in.subject(), array.getClass().getTypeName(), Integer.toString(index), missing));
                    return;
                }
                throw in.corrupt(
                        "an array of " + array.getClass().getComponentType().getName() + " has an element of "
                                + value.getClass().getName());
            }
        }
    }

    /** Gives a value its number. */
    int share(Object value) {
        int ordinal = sharedCount++;
        if (ordinal == shared.length) {
            growShared(ordinal);
        }
        shared[ordinal] = value;
        works[ordinal] = ValueWriter.ENDLESS;
        broken[ordinal] = lenient;
        return ordinal;
    }

    private void growShared(int full) {
        if (full == 0) {
            shared = new Object[FEW_SHARED];
            works = new long[FEW_SHARED];
            broken = new boolean[FEW_SHARED];
        } else {
            shared = Arrays.copyOf(shared, 2 * full);
            works = Arrays.copyOf(works, 2 * full);
            broken = Arrays.copyOf(broken, 2 * full);
        }
    }

    void complete(int ordinal, long workBefore) {
        works[ordinal] = Math.min(ValueWriter.ENDLESS, work - workBefore + 1);
        broken[ordinal] = brokenInside;
    }

    long work() {
        return work;
    }

    /** Whether a list was read that is long enough for a {@link SharedForm}. */
    boolean hasLongLists() {
        return longLists;
    }

    void markLongList() {
        longLists = true;
    }

    void markUntracked() {
        untracked = true;
    }

    /** See {@link ValueWriter#name}. */
    String name() {
        int number = in.readVarint();
        if (number == 0) {
            String name = in.readString();
            if (names == null) {
                names = new ArrayList<>();
            }
            names.add(name);
            return name;
        }
        if (names == null || number > names.size()) {
            throw in.corrupt("the name " + number + " does not come before");
        }
        return names.get(number - 1);
    }
}
