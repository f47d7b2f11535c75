package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the fields of a stored class become those of the application's class. */
final class Layout {
    final StoredClass stored;
    final Class<?> type;
    final List<StoredField> fields;

    /** For each field of the class its place in the record, or -1; null if they are the same. */
    final int[] sources;

    private Layout(StoredClass stored, Class<?> type, List<StoredField> fields, int[] sources) {
        this.stored = stored;
        this.type = type;
        this.fields = fields;
        this.sources = sources;
    }

    /**
     * Matches fields by declaring class and name.
     *
     * @throws dev.odb.SchemaMismatchException if one has another type now
     */
    static Layout of(StoredClass stored, Class<?> type) {
        List<StoredField> current = ClassDescription.fields(type);
        if (current.equals(stored.fields())) {
            return new Layout(stored, type, current, null);
        }
        Map<List<String>, Integer> places = new HashMap<>();
        for (StoredField field : stored.fields()) {
            places.put(List.of(field.declaredBy(), field.name()), places.size());
        }
        int[] sources = new int[current.size()];
        for (int i = 0; i < sources.length; i++) {
            StoredField field = current.get(i);
            Integer place = places.get(List.of(field.declaredBy(), field.name()));
            sources[i] = place == null ? -1 : place;
            if (place != null && !stored.fields().get(place).descriptor().equals(field.descriptor())) {
                throw RecordMessages.retyped(stored.fields().get(place), field);
            }
        }
        return new Layout(stored, type, current, sources);
    }
}
