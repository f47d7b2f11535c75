package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Fills objects from records. Used by one thread at a time; may be entered again by code of the application it calls. */
public final class RecordDecoder {
    private static final Logger LOG = System.getLogger(RecordDecoder.class.getName());

    private final ClassCatalog catalog;
    private final ReferenceReader references;
    private final StoredTypes types;
    private final SharedForms forms;
    private Layout[] layouts = new Layout[16];
    private Tracker collections;
    private boolean converted;

    /**
     * A decoder for one database and application.
     *
     * @param loader finds enums, records and the components of arrays by the names in records
     */
    public RecordDecoder(ClassCatalog catalog, ReferenceReader references, ClassLoader loader) {
        this(catalog, references, name -> load(name, loader));
    }

    /**
     * A decoder that shares nothing.
     *
     * @param loader as for one that shares
     */
    public RecordDecoder(ClassCatalog catalog, ReferenceReader references, Function<String, Class<?>> loader) {
        this(catalog, references, loader, new SharedForms(0));
    }

    /**
     * A decoder for one database and several deployments.
     *
     * @param loader loads enums, records and the components of arrays by the names in records, without initializing them;
     *     throws an {@link dev.odb.OdbException} or {@link TypeNotPresentException} if there is none
     * @param forms shared by the decoders of the database
     */
    public RecordDecoder(
            ClassCatalog catalog, ReferenceReader references, Function<String, Class<?>> loader, SharedForms forms) {
        this.catalog = catalog;
        this.references = references;
        this.types = new StoredTypes(loader, catalog);
        this.forms = forms;
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            Class<?> renamed = FormerNames.find(name, loader);
            if (renamed == null) {
                throw new TypeNotPresentException(name, e);
            }
            return renamed;
        }
    }

    /**
     * Fills the fields of an object; loads no other object. After an error all its fields are zero.
     *
     * @return whether it holds mutable values that only comparison can watch (arrays and other untracked ones)
     * @throws dev.odb.CorruptStorageException if the record is damaged
     * @throws dev.odb.SchemaMismatchException if the record does not fit the application's classes
     */
    public boolean decode(byte[] record, Managed into) {
        if (into instanceof ObjectOfMissingClass missing) {
            missing.load(record, catalog);
            converted = false;
            collections = null;
            return false;
        }
        SharedForm form = forms.find(into.$odb_oid(), record);
        if (form != null && decode(form, record, into)) {
            return false;
        }
        RecordInput in = new RecordInput(record, "record");
        int flags = RecordInfo.flags(in);
        int classId = in.readVarint();
        in.subject(into);
        Layout layout = layout(classId, into.getClass(), in);
        ValueReader values = new ValueReader(in, catalog, references, types, into);
        values.readReferences(flags);
        boolean complete = false;
        try {
            fill(layout, values, into);
            in.end();
            collections = values.collections();
            converted = layout.sources != null || values.converted();
            complete = true;
        } finally {
            if (!complete) {
                into.$odb_clear();
            }
        }
        if (values.hasLongLists() && !converted && !values.untracked()) {
            forms.met(into.$odb_oid(), record, layout.stored);
        }
        return values.untracked();
    }

    /** The same by a form of the record; false if the class is not that of the record. */
    private boolean decode(SharedForm form, byte[] record, Managed into) {
        RecordInput in = new RecordInput(record, "record");
        in.subject(into);
        Layout layout = layout(form.classId, into.getClass(), in);
        if (layout.sources != null) {
            return false;
        }
        SharedFields fields = new SharedFields(form, catalog, references, into);
        boolean complete = false;
        try {
            fill(layout, into, fields, in);
            collections = fields.collections();
            converted = false;
            complete = true;
        } finally {
            if (!complete) {
                into.$odb_clear();
            }
        }
        return true;
    }

    /** The bond of the collections of the object decoded last; null if it has none. */
    public Tracker collections() {
        return collections;
    }

    /**
     * Whether the object decoded last differs from its record: its class, or one that it refers to, had another form when
     * the record was written, so that encoding it would not give the same bytes.
     */
    public boolean converted() {
        return converted;
    }

    private void fill(Layout layout, ValueReader values, Managed into) {
        if (layout.sources == null) {
            fill(layout, into, new FieldReader(values), values.in);
            return;
        }
        MovedFieldReader reader = new MovedFieldReader(layout, values);
        fill(layout, into, reader, values.in);
        if (layout.hasDefaults) {
            reader.applyDefaults(into, values.in.subject());
            fill(layout, into, reader, values.in);
        }
    }

    private static void fill(Layout layout, Managed into, FieldSource reader, RecordInput in) {
        try {
            into.$odb_read(reader);
        } catch (ClassCastException e) {
            throw misfit(layout, reader.read(), reader.last(), in.subject(), e);
        }
        checkCount(layout, reader.read());
    }

    private static RuntimeException misfit(
            Layout layout, int read, Object value, String subject, ClassCastException cause) {
        String field = read == 0 || read > layout.fields.size()
                ? "?"
                : layout.fields.get(read - 1).name();
        if (value instanceof ObjectOfMissingClass missing) {
            return RecordMessages.missingTarget(subject, layout.type.getName(), field, missing);
        }
        return RecordMessages.misfit(subject, layout.type.getName(), field, cause);
    }

    private static void checkCount(Layout layout, int read) {
        List<?> fields = layout.fields;
        if (read != fields.size()) {
            throw RecordMessages.fieldCount(layout.type.getName(), fields.size(), read);
        }
    }

    private Layout layout(int classId, Class<?> type, RecordInput in) {
        if (classId < layouts.length) {
            Layout known = layouts[classId];
            if (known != null && known.type == type) {
                return known;
            }
        }
        StoredClass stored = catalog.get(classId);
        if (!FormerNames.of(type).contains(stored.name())) {
            throw RecordMessages.otherClass(stored.name(), type.getName());
        }
        Layout layout = Layout.of(stored, type, in::subject);
        warnIfNewer(layout);
        if (classId >= layouts.length) {
            layouts = Arrays.copyOf(layouts, Math.max(2 * layouts.length, classId + 1));
        }
        layouts[classId] = layout;
        return layout;
    }

    /** The application has gone back to older classes, or has taken a change of a class back. */
    private void warnIfNewer(Layout layout) {
        if (layout.sources != null
                && !catalog.readOnly()
                && catalog.define(layout.type).id() < layout.stored.id()) {
            List<StoredField> dropped = layout.dropped();
            if (!dropped.isEmpty() && catalog.firstReport(layout.stored.id())) {
                LOG.log(Level.WARNING, () -> RecordMessages.newerForm(layout.stored, layout.type, dropped));
            }
        }
    }
}
