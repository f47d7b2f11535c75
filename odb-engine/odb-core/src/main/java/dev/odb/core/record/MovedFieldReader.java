package dev.odb.core.record;

import dev.odb.FieldConverter;
import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.spi.Managed;
import java.util.List;

/**
 * Gives the fields of a class from a record of an older or newer form of it: all are read and converted first, then
 * handed out. Fields that were added are zero, and in a second pass what their initializers have made of them.
 */
final class MovedFieldReader extends GivenFields {
    private final Layout layout;
    private final Object[] given;
    private int read;

    MovedFieldReader(Layout layout, ValueReader values) {
        this.layout = layout;
        List<StoredField> fields = layout.stored.fields();
        boolean[] wanted = new boolean[fields.size()];
        for (int source : layout.sources) {
            if (source >= 0) {
                wanted[source] = true;
            }
        }
        Object[] stored = new Object[fields.size()];
        FieldReader reader = new FieldReader(values);
        for (int i = 0; i < stored.length; i++) {
            values.lenient(!wanted[i]);
            stored[i] = Primitives.read(fields.get(i).descriptor(), reader);
        }
        values.lenient(false);
        given = new Object[layout.fields.size()];
        for (int i = 0; i < given.length; i++) {
            int source = layout.sources[i];
            given[i] = source < 0 ? null : converted(i, stored[source], values.in);
        }
    }

    private Object converted(int field, Object stored, RecordInput in) {
        FieldConverter<?, ?> converter = layout.converters[field];
        if (converter == null) {
            return stored;
        }
        StoredField current = layout.fields.get(field);
        Object made = Conversion.run(converter, stored, in.subject(), current.declaredBy(), current.name());
        if (made == null && current.descriptor().length() == 1) {
            throw RecordMessages.converterGaveNull(in.subject(), current, converter.getClass());
        }
        return made;
    }

    /** Runs the initializers of the added fields of an object that has its stored ones; it must then be read once more. */
    void applyDefaults(Managed object, String subject) {
        for (FieldDefault one : layout.defaults) {
            if (one != null) {
                one.apply(object, subject);
            }
        }
        FieldCapture all = new FieldCapture(given.length);
        object.$odb_write(all);
        for (int i = 0; i < given.length; i++) {
            if (layout.sources[i] < 0) {
                given[i] = all.get(i);
            }
        }
        read = 0;
    }

    @Override
    public int read() {
        return read;
    }

    @Override
    public Object last() {
        return given[read - 1];
    }

    @Override
    Object next() {
        int field = read++;
        // more is asked for if classes of the hierarchy come from different builds; that is found afterwards
        return field < given.length ? given[field] : null;
    }
}
