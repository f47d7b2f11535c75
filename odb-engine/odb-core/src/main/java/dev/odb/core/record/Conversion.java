package dev.odb.core.record;

import dev.odb.FieldConverter;
import java.lang.reflect.Constructor;

/** Runs the converters that an application declares. */
final class Conversion {
    private Conversion() {}

    static FieldConverter<?, ?> make(Class<? extends FieldConverter<?, ?>> type) {
        try {
            Constructor<? extends FieldConverter<?, ?>> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw RecordMessages.converterNotMade(type, e);
        }
    }

    /**
     * Converts.
     *
     * @param subject what is read, for messages
     * @param owner the class that declares the field or component
     */
    @SuppressWarnings("unchecked")
    static Object run(FieldConverter<?, ?> converter, Object stored, String subject, String owner, String field) {
        try {
            return ((FieldConverter<Object, Object>) converter).convert(stored);
        } catch (RuntimeException e) {
            throw RecordMessages.converterFailed(subject, owner, field, converter.getClass(), stored, e);
        }
    }
}
