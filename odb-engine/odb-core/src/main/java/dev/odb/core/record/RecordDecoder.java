package dev.odb.core.record;

import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Fills objects from records. Used by one thread at a time; may be entered again by code of the application it calls. */
public final class RecordDecoder {
    private final ClassCatalog catalog;
    private final ReferenceReader references;
    private final StoredTypes types;
    private Layout[] layouts = new Layout[16];

    /**
     * A decoder for one database and application.
     *
     * @param loader finds enums, records and the components of arrays by the names in records
     */
    public RecordDecoder(ClassCatalog catalog, ReferenceReader references, ClassLoader loader) {
        this(catalog, references, name -> load(name, loader));
    }

    /**
     * A decoder for one database and several deployments.
     *
     * @param loader loads enums, records and the components of arrays by the names in records, without initializing them;
     *     throws an {@link dev.odb.OdbException} or {@link TypeNotPresentException} if there is none
     */
    public RecordDecoder(ClassCatalog catalog, ReferenceReader references, Function<String, Class<?>> loader) {
        this.catalog = catalog;
        this.references = references;
        this.types = new StoredTypes(loader);
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new TypeNotPresentException(name, e);
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
        RecordInput in = new RecordInput(record, "record");
        int flags = RecordInfo.flags(in);
        Layout layout = layout(in.readVarint(), into.getClass());
        in.subject("object of " + layout.stored.name());
        ValueReader values = new ValueReader(in, catalog, references, types, into);
        values.readReferences(flags);
        boolean complete = false;
        try {
            fill(layout, values, into);
            in.end();
            complete = true;
        } finally {
            if (!complete) {
                into.$odb_clear();
            }
        }
        return values.untracked();
    }

    private void fill(Layout layout, ValueReader values, Managed into) {
        if (layout.sources == null) {
            FieldReader reader = new FieldReader(values);
            try {
                into.$odb_read(reader);
            } catch (ClassCastException e) {
                throw misfit(layout, reader.read(), e);
            }
            checkCount(layout, reader.read());
        } else {
            MovedFieldReader reader = new MovedFieldReader(layout, values);
            try {
                into.$odb_read(reader);
            } catch (ClassCastException e) {
                throw misfit(layout, reader.read(), e);
            }
            checkCount(layout, reader.read());
        }
    }

    private static RuntimeException misfit(Layout layout, int read, ClassCastException cause) {
        String field = read == 0 || read > layout.fields.size()
                ? "?"
                : layout.fields.get(read - 1).name();
        return RecordMessages.misfit(layout.type.getName(), field, cause);
    }

    private static void checkCount(Layout layout, int read) {
        List<?> fields = layout.fields;
        if (read != fields.size()) {
            throw RecordMessages.fieldCount(layout.type.getName(), fields.size(), read);
        }
    }

    private Layout layout(int classId, Class<?> type) {
        if (classId < layouts.length) {
            Layout known = layouts[classId];
            if (known != null && known.type == type) {
                return known;
            }
        }
        StoredClass stored = catalog.get(classId);
        if (!stored.name().equals(type.getName())) {
            throw RecordMessages.otherClass(stored.name(), type.getName());
        }
        Layout layout = Layout.of(stored, type);
        if (classId >= layouts.length) {
            layouts = Arrays.copyOf(layouts, Math.max(2 * layouts.length, classId + 1));
        }
        layouts[classId] = layout;
        return layout;
    }
}
