package dev.odb.core.record;

import dev.odb.FieldConverter;
import dev.odb.core.record.StoredClass.StoredField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How the fields of a stored class become those of the application's class. */
final class Layout {
    final StoredClass stored;
    final Class<?> type;
    final List<StoredField> fields;

    /** For each field of the class its place in the record, or -1; null if they are the same. */
    final int[] sources;

    /** For each field what converts it, or null. */
    final FieldConverter<?, ?>[] converters;

    /** For each added field what gives it its default, or null. */
    final FieldDefault[] defaults;

    final boolean hasDefaults;

    private Layout(StoredClass stored, Class<?> type, List<StoredField> fields) {
        this.stored = stored;
        this.type = type;
        this.fields = fields;
        this.sources = null;
        this.converters = null;
        this.defaults = null;
        this.hasDefaults = false;
    }

    private Layout(StoredClass stored, Class<?> type, List<StoredField> fields, String subject) {
        List<ApplicationField> own = ApplicationField.of(type, fields);
        this.stored = stored;
        this.type = type;
        this.fields = fields;
        this.sources = FieldMatch.sources(subject, stored.fields(), own);
        this.converters = new FieldConverter<?, ?>[fields.size()];
        this.defaults = new FieldDefault[fields.size()];
        boolean some = false;
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] < 0) {
                defaults[i] = FieldDefault.of(own.get(i));
                some |= defaults[i] != null;
            } else {
                converters[i] = converter(stored.fields().get(sources[i]), own.get(i), subject);
            }
        }
        this.hasDefaults = some;
    }

    /** The last one of each class: every transaction needs it again, and it must not keep the class alive. */
    private static final ClassValue<AtomicReference<Layout>> LAST = new ClassValue<>() {
        @Override
        protected AtomicReference<Layout> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /**
     * Matches the fields.
     *
     * @param subject gives what is read, for messages
     * @throws dev.odb.SchemaMismatchException if they do not fit and nothing is declared about it
     */
    static Layout of(StoredClass stored, Class<?> type, Supplier<String> subject) {
        AtomicReference<Layout> last = LAST.get(type);
        Layout known = last.get();
        if (known == null || known.stored != stored) {
            known = of(stored, type, subject.get());
            last.set(known);
        }
        return known;
    }

    private static Layout of(StoredClass stored, Class<?> type, String subject) {
        List<StoredField> current = ClassDescription.fields(type);
        return current.equals(stored.fields())
                ? new Layout(stored, type, current)
                : new Layout(stored, type, current, subject);
    }

    /** The stored fields that the class does not have. */
    List<StoredField> dropped() {
        Set<StoredField> dropped = new LinkedHashSet<>(stored.fields());
        for (int source : sources) {
            if (source >= 0) {
                dropped.remove(stored.fields().get(source));
            }
        }
        return List.copyOf(dropped);
    }

    private static FieldConverter<?, ?> converter(StoredField stored, ApplicationField field, String subject) {
        if (FormerNames.means(stored.descriptor(), field.field.getType())) {
            return null;
        }
        FieldConverter<?, ?> declared = field.converter();
        if (declared == null) {
            throw RecordMessages.retyped(subject, stored, field);
        }
        return declared;
    }
}
