package dev.odb.core.record;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The initializer of a field, which the enhancer copies out of the constructors into a method of its own. */
final class FieldDefault {
    /** The enhancer's name for it, followed by the field's. */
    private static final String PREFIX = "$odb_default_";

    private final ApplicationField field;
    private final Method method;

    private FieldDefault(ApplicationField field, Method method) {
        this.field = field;
        this.method = method;
    }

    /** Null if the field has no initializer, or none that could be copied: then its default is its type's zero. */
    static FieldDefault of(ApplicationField field) {
        try {
            Method method = field.declarer.getDeclaredMethod(PREFIX + field.name(), field.declarer);
            method.setAccessible(true);
            return new FieldDefault(field, method);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /**
     * Gives the field its default. The object is that of a constructor to the application's code: nothing is loaded for
     * it, no change is noted.
     *
     * @param subject what is read, for messages
     */
    void apply(Managed object, String subject) {
        byte state = object.$odb_state();
        object.$odb_state(ObjectState.UNSAVED);
        try {
            method.invoke(null, object);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw RecordMessages.defaultFailed(subject, field, e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        } finally {
            object.$odb_state(state);
        }
    }
}
