package dev.odb.core.record;

import dev.odb.NotEnhancedException;
import dev.odb.core.record.tracked.Tracked;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.WeakReference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes tagged values; collects the references and the names they need. */
final class ValueWriter {
    /** How deep values may stand in each other. */
    static final int MAX_DEPTH = 500;

    /** How much work all keys of a record may make when they are hashed or compared. */
    static final long MAX_KEY_WORK = 1 << 26;

    /** The work of a value that contains itself. */
    static final long ENDLESS = 1L << 36;

    final RecordOutput out = new RecordOutput();
    final Path path = new Path();
    private final Supplier<String> pathText = path::toString;

    private final ClassCatalog catalog;
    private final ReferenceWriter references;
    private final ValueOwners owners;
    private final CollectionWriter collections = new CollectionWriter(this);
    private final ReferenceBlock strong = new ReferenceBlock();
    private final ReferenceBlock weak = new ReferenceBlock();
    private final IdentityTable shared = new IdentityTable();
    private final Map<String, Integer> names = new HashMap<>();

    private Managed object;
    private long[] works = new long[16];
    private int sharedCount;
    private long work;
    private long keyWork;
    private int depth;
    private boolean untracked;

    ValueWriter(ClassCatalog catalog, ReferenceWriter references, ValueOwners owners) {
        this.catalog = catalog;
        this.references = references;
        this.owners = owners;
    }

    /** Begins with the next object; whoever began with another has cleared it. */
    void start(Managed encoded) {
        object = encoded;
        out.reset();
        untracked = false;
    }

    /** Lets everything of the application go. */
    void clear() {
        object = null;
        path.clear();
        strong.clear();
        weak.clear();
        shared.clear();
        if (!names.isEmpty()) {
            names.clear();
        }
        sharedCount = 0;
        work = 0;
        keyWork = 0;
        depth = 0;
    }

    boolean untracked() {
        return untracked;
    }

    /** The flags, the class and the blocks of references. */
    void putHeader(int classId, RecordOutput header) {
        header.putByte(weak.isEmpty() ? 0 : RecordEncoder.WEAK);
        header.putVarlong(classId);
        strong.write(header);
        if (!weak.isEmpty()) {
            weak.write(header);
        }
    }

    void write(Object given) {
        work++;
        Object value = given == null ? null : Hooks.value(given);
        if (value == null) {
            out.putByte(ValueKind.NULL.tag);
            return;
        }
        ValueKind kind = kind(value);
        if (kind.scalar()) {
            scalar(kind, value);
        } else if (kind == ValueKind.REFERENCE) {
            out.putByte(kind.tag);
            out.putVarlong(reference(strong, (Managed) value));
        } else if (kind == ValueKind.WEAK_REFERENCE) {
            out.putByte(kind.tag);
            out.putVarlong(reference(weak, ((WeakReference) value).$odb_target()));
        } else {
            compound(kind, value);
        }
    }

    private ValueKind kind(Object value) {
        ValueKind kind = ValueKinds.of(value);
        return kind == ValueKind.UNSTORABLE && catalog.isValueClass(value.getClass()) ? ValueKind.VALUE : kind;
    }

    /** A key; refused if hashing it would not end. */
    void writeKey(Object key) {
        long before = work;
        write(key);
        long made = work - before;
        if (made > 1 && (keyWork += made) > MAX_KEY_WORK) {
            throw unstorable(
                    key, "it is a key or an element of a set and contains itself, or is far too large for that");
        }
    }

    private void scalar(ValueKind kind, Object value) {
        if (kind == ValueKind.LOCALE
                && !Locale.forLanguageTag(((Locale) value).toLanguageTag()).equals(value)) {
            throw unstorable(value, "this locale has no language tag; use one that has");
        }
        out.putByte(kind.tag);
        Scalars.write(kind, value, out);
    }

    private int reference(ReferenceBlock block, Managed target) {
        int index = block.find(target);
        if (index >= 0) {
            return index;
        }
        int classId = classId(target);
        return block.add(target, references.oid(target, pathText), classId);
    }

    private int classId(Managed target) {
        if (target instanceof ObjectOfMissingClass missing) {
            return missing.type().id();
        }
        try {
            return catalog.define(target.getClass()).id();
        } catch (NotEnhancedException e) {
            throw RecordMessages.notEnhanced(target.getClass(), path.toString());
        }
    }

    private void compound(ValueKind kind, Object value) {
        int ordinal = shared.get(value);
        if (ordinal >= 0) {
            out.putByte(ValueKind.BACK.tag);
            out.putVarlong(ordinal);
            work += works[ordinal];
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw unstorable(
                    value,
                    "values stand in each other more than " + MAX_DEPTH
                            + " deep; make the class of one of them persistent, so that it has a record of its own");
        }
        out.putByte(kind.tag);
        switch (kind) {
            case NOT_ENHANCED -> throw RecordMessages.notEnhanced(value.getClass(), path.toString());
            case UNSTORABLE -> throw unstorable(value, reason(value));
            case COMPARATOR -> comparator((Comparator<?>) value);
            case VALUE -> value(value);
            case OPTIONAL -> write(((Optional<?>) value).orElse(null));
            case ENUM -> {
                name(((Enum<?>) value).getDeclaringClass().getName());
                name(((Enum<?>) value).name());
            }
            case RECORD -> record(value);
            case PRIMITIVE_ARRAY -> {
                untracked(value);
                complete(share(value), work);
                PrimitiveArrays.write(value, out);
            }
            case OBJECT_ARRAY -> array((Object[]) value);
            default -> collection(kind, value);
        }
        depth--;
    }

    private static String reason(Object value) {
        return "objects of " + value.getClass().getName()
                + " cannot be stored. Mark the class @Persistent, make it a record or an enum, allow it with @ByValue,"
                + " use one of the JDK's collections or value types instead, or make the field transient";
    }

    private void comparator(Comparator<?> comparator) {
        int form = JdkComparators.form(comparator);
        if (form == 0) {
            throw unstorable(comparator, reason(comparator));
        }
        out.putByte(form);
    }

    private void value(Object value) {
        untracked(value);
        ValueShape shape = ValueShape.of(value.getClass());
        if (shape.obstacle() != null) {
            throw unstorable(
                    value,
                    value.getClass().getName() + " is allowed as a value class, but " + shape.obstacle()
                            + ". Mend that, make it a Java record, or mark it @Persistent");
        }
        int ordinal = share(value);
        long before = work;
        name(shape.typeName());
        out.putVarlong(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            name(shape.name(i));
            path.field(shape.name(i));
            write(shape.get(value, i));
            path.pop();
        }
        complete(ordinal, before);
    }

    private void record(Object value) {
        RecordShape shape = RecordShape.of(value.getClass());
        long before = work;
        name(value.getClass().getName());
        out.putVarlong(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            name(shape.name(i));
            path.field(shape.name(i));
            write(component(shape, value, i));
            path.pop();
        }
        complete(share(value), before);
    }

    private Object component(RecordShape shape, Object value, int index) {
        try {
            return shape.get(value, index);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw unstorable(value, "its accessor " + shape.name(index) + "() failed: " + e);
        }
    }

    private void array(Object[] value) {
        untracked(value);
        Class<?> component = value.getClass().getComponentType();
        if (!StoredTypes.mayBeComponent(component, catalog)) {
            throw unstorable(
                    value,
                    "arrays of " + component.getName() + " cannot be stored; use an array of a persistent"
                            + " class, an interface, an enum, a record or a class of the JDK");
        }
        int ordinal = share(value);
        long before = work;
        name(component.getName());
        out.putVarlong(value.length);
        for (int i = 0; i < value.length; i++) {
            path.index(i);
            write(value[i]);
            path.pop();
        }
        complete(ordinal, before);
    }

    private void collection(ValueKind kind, Object value) {
        boolean mutable = kind.tag < ValueKind.IMMUTABLE_LIST.tag;
        if (mutable) {
            checkOwner(value);
        }
        int ordinal = mutable ? share(value) : -1;
        long before = work;
        collections.write(kind, value);
        complete(mutable ? ordinal : share(value), before);
    }

    private void checkOwner(Object value) {
        if (!(value instanceof Tracked tracked)) {
            untracked(value);
            return;
        }
        requireOwn(value, true);
        Tracker tracker = tracked.$odb_tracker();
        Managed owner = tracker.owner();
        if (owner == null) {
            throw unstorable(value, alreadyOf(tracker.describeOwner()));
        }
        if (owner != object && owner.$odb_state() != ObjectState.UNSAVED) {
            throw shared(value, owner, tracker.describeOwner());
        }
    }

    /** A mutable value that does not know whose it is. */
    private void untracked(Object value) {
        untracked = true;
        requireOwn(value, false);
    }

    private void requireOwn(Object value, boolean tracked) {
        Managed other = owners.otherHolder(value, object, tracked);
        if (other != null) {
            throw shared(value, other, Tracker.describe(other));
        }
    }

    private SharedValueException shared(Object value, Managed other, String owner) {
        return new SharedValueException(path.toString(), value, other, alreadyOf(owner));
    }

    private static String alreadyOf(String owner) {
        return "this value belongs to " + owner + " already, and one mutable value cannot be shared by two persistent"
                + " objects; store a copy of it";
    }

    /** Mutable values are numbered when they begin, so that they can contain themselves; others when they are complete. */
    private int share(Object value) {
        int ordinal = sharedCount++;
        if (ordinal == works.length) {
            works = Arrays.copyOf(works, 2 * ordinal);
        }
        works[ordinal] = ENDLESS;
        shared.put(value, ordinal);
        return ordinal;
    }

    private void complete(int ordinal, long workBefore) {
        works[ordinal] = Math.min(ENDLESS, work - workBefore + 1);
    }

    /** A name, in full the first time and by number afterwards. */
    void name(String name) {
        Integer known = names.get(name);
        if (known != null) {
            out.putVarlong(known);
        } else {
            names.put(name, names.size() + 1);
            out.putVarlong(0);
            out.putString(name);
        }
    }

    UnstorableValueException unstorable(Object value, String reason) {
        return new UnstorableValueException(path.toString(), value, reason);
    }
}
