package dev.odb.core.record;

import dev.odb.ByValue;
import dev.odb.Persistent;
import dev.odb.spi.Managed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Classes by the names that records hold. A class is loaded without being initialized and then looked at; only what may
 * stand in a record is given out.
 */
final class StoredTypes {
    private final Function<String, Class<?>> loader;
    private final ClassCatalog catalog;
    private final Map<String, Class<?>> known = new HashMap<>();

    StoredTypes(Function<String, Class<?>> loader, ClassCatalog catalog) {
        this.loader = loader;
        this.catalog = catalog;
    }

    Class<?> enumType(String name, String subject) {
        Class<?> type = load(name, subject);
        if (!type.isEnum()) {
            throw RecordMessages.refusedClass(subject, name);
        }
        return type;
    }

    Class<?> recordType(String name, String subject) {
        Class<?> type = load(name, subject);
        if (!type.isRecord() || type.isAnnotationPresent(Persistent.class)) {
            throw RecordMessages.refusedClass(subject, name);
        }
        return type;
    }

    Class<?> componentType(String name, String subject) {
        Class<?> type = load(name, subject);
        if (!mayBeComponent(type, catalog)) {
            throw RecordMessages.refusedClass(subject, name);
        }
        return type;
    }

    /** A class that the application has allowed and whose objects can be put together. */
    Class<?> valueType(String name, String subject) {
        Class<?> type = load(name, subject);
        boolean allowed = type.getDeclaredAnnotation(ByValue.class) != null || catalog.isValueClass(type);
        if (!allowed) {
            throw RecordMessages.refusedClass(subject, name);
        }
        String obstacle = ValueShape.of(type).obstacle();
        if (obstacle != null) {
            throw RecordMessages.valueRefused(subject, name, obstacle);
        }
        return type;
    }

    /** Whether arrays of it are stored: none of these makes an instance of an application's class. */
    static boolean mayBeComponent(Class<?> component, ClassCatalog catalog) {
        Class<?> type = component;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive()
                || type.isInterface()
                || type.isEnum()
                || type.isRecord()
                || type.getClassLoader() == null
                || Managed.class.isAssignableFrom(type)
                || type.getDeclaredAnnotation(ByValue.class) != null
                || catalog.isValueClass(type);
    }

    private Class<?> load(String name, String subject) {
        Class<?> type = known.get(name);
        if (type == null) {
            try {
                type = loader.apply(name);
            } catch (TypeNotPresentException | LinkageError e) {
                throw RecordMessages.missingClass(subject, name, e);
            }
            known.put(name, type);
        }
        return type;
    }
}
