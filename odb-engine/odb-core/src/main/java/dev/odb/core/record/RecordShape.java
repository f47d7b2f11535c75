package dev.odb.core.record;

import dev.odb.Converted;
import dev.odb.FieldConverter;
import dev.odb.Formerly;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/** How the values of a Java record are taken out and put together again; kept with the class. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    /**
     * Whether a class goes no later than this library, since it sees it. Another one, of a library that the server's
     * deployments share, would keep this library's loader alive by what is kept with it.
     */
    private static final ClassValue<Boolean> SHORT_LIVED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return Class.forName(Converted.class.getName(), false, type.getClassLoader()) == Converted.class;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    };

    private final String typeName;
    private final String[] names;
    private final FieldConverter<?, ?>[] converters;

    /** The places of components under their former names. */
    private final Map<String, Integer> formerNames = new HashMap<>();

    private final Class<?>[] boxes;
    private final Object[] zeros;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        typeName = type.getName();
        names = new String[components.length];
        converters = new FieldConverter<?, ?>[components.length];
        boxes = new Class<?>[components.length];
        zeros = new Object[components.length];
        accessors = new MethodHandle[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                names[i] = components[i].getName();
                past(components[i], i);
                boxes[i] = MethodType.methodType(types[i]).wrap().returnType();
                zeros[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            constructor = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical form", e);
        }
    }

    private void past(RecordComponent component, int at) {
        Formerly formerly = component.getAnnotation(Formerly.class);
        for (String name : formerly == null ? new String[0] : formerly.value()) {
            formerNames.put(name, at);
        }
        Converted converted = component.getAnnotation(Converted.class);
        converters[at] = converted == null ? null : Conversion.make(converted.value());
    }

    static RecordShape of(Class<?> type) {
        return SHORT_LIVED.get(type) ? SHAPES.get(type) : new RecordShape(type);
    }

    int size() {
        return names.length;
    }

    String name(int component) {
        return names[component];
    }

    String typeName() {
        return typeName;
    }

    /** What converts a value that the component cannot hold, or null. */
    FieldConverter<?, ?> converter(int component) {
        return converters[component];
    }

    /** The place of a component by its present or a former name, or -1; quick if it is the one guessed. */
    int find(String name, int guess) {
        if (guess < names.length && names[guess].equals(name)) {
            return guess;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return formerNames.getOrDefault(name, -1);
    }

    /** Whether the component can hold the value. */
    boolean accepts(int component, Object value) {
        return value == null ? zeros[component] == null : boxes[component].isInstance(value);
    }

    /** New arguments, each its type's zero. */
    Object[] zeros() {
        return zeros.clone();
    }

    Object get(Object record, int component) throws Throwable {
        return accessors[component].invokeExact(record);
    }

    Object create(Object[] arguments) throws Throwable {
        return constructor.invokeExact(arguments);
    }
}
