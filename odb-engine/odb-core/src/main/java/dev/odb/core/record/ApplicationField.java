package dev.odb.core.record;

import dev.odb.Converted;
import dev.odb.FieldConverter;
import dev.odb.Formerly;
import dev.odb.core.record.StoredClass.StoredField;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A persistent field as the application's class has it, with what it declares about its past. */
final class ApplicationField {
    final Class<?> declarer;
    final Field field;
    private final Formerly formerly;

    private ApplicationField(Class<?> declarer, Field field) {
        this.declarer = declarer;
        this.field = field;
        this.formerly = field.getAnnotation(Formerly.class);
    }

    /** The fields of a class in the order of its description. */
    static List<ApplicationField> of(Class<?> type, List<StoredField> described) {
        Map<String, Class<?>> hierarchy = new HashMap<>();
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            hierarchy.put(next.getName(), next);
        }
        List<ApplicationField> fields = new ArrayList<>(described.size());
        for (StoredField one : described) {
            Class<?> declarer = hierarchy.get(one.declaredBy());
            try {
                fields.add(new ApplicationField(declarer, declarer.getDeclaredField(one.name())));
            } catch (NoSuchFieldException e) {
                throw RecordMessages.fieldGone(one, e);
            }
        }
        return fields;
    }

    String name() {
        return field.getName();
    }

    /** What converts a value of another type, or null if that is not declared. */
    FieldConverter<?, ?> converter() {
        Converted converted = field.getAnnotation(Converted.class);
        return converted == null ? null : Conversion.make(converted.value());
    }

    /** Whether a stored field is this one by its present name. */
    boolean isNamed(StoredField stored) {
        return stored.name().equals(name()) && FormerNames.of(declarer).contains(stored.declaredBy());
    }

    /** Whether this field declares that it was the stored one. */
    boolean wasNamed(StoredField stored) {
        if (formerly == null || isNamed(stored)) {
            return false;
        }
        for (String name : formerly.value()) {
            int hash = name.indexOf('#');
            boolean matches = hash < 0
                    ? stored.name().equals(name) && FormerNames.of(declarer).contains(stored.declaredBy())
                    : stored.name().equals(name.substring(hash + 1))
                            && stored.declaredBy().equals(name.substring(0, hash));
            if (matches) {
                return true;
            }
        }
        return false;
    }

    /** Whether it declares to be no other field of its name. */
    boolean isDeclaredNew() {
        return formerly != null && formerly.value().length == 0;
    }
}
