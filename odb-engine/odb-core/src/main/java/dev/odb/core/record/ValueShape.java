package dev.odb.core.record;

import dev.odb.Converted;
import dev.odb.FieldConverter;
import dev.odb.Formerly;
import dev.odb.spi.Managed;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How objects of a value class are taken apart and put together again; kept with the class. Fields of superclasses come
 * first and are named with their class.
 */
final class ValueShape {
    private static final ClassValue<ValueShape> SHAPES = new ClassValue<>() {
        @Override
        protected ValueShape computeValue(Class<?> type) {
            return new ValueShape(type);
        }
    };

    private final Class<?> type;
    private final String obstacle;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private Constructor<?> constructor;

    private ValueShape(Class<?> type) {
        this.type = type;
        this.obstacle = prepare();
    }

    static ValueShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Why objects of the class cannot be stored by value, or null if they can. */
    String obstacle() {
        return obstacle;
    }

    private String prepare() {
        if (type.isInterface()
                || Modifier.isAbstract(type.getModifiers())
                || type.isEnum()
                || type.isRecord()
                || type.isArray()
                || Managed.class.isAssignableFrom(type)) {
            return "it is not a concrete class of its own kind";
        }
        Deque<Class<?>> hierarchy = new ArrayDeque<>();
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            hierarchy.addFirst(next);
        }
        try {
            for (Class<?> next : hierarchy) {
                String found = prepare(next);
                if (found != null) {
                    return found;
                }
            }
            constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return null;
        } catch (NoSuchMethodException e) {
            return "it has no constructor without parameters";
        } catch (RuntimeException e) {
            return "its module does not open its package: " + e.getMessage();
        }
    }

    private String prepare(Class<?> declarer) {
        boolean ofTheJdk =
                declarer.getClassLoader() == null || declarer.getClassLoader() == ClassLoader.getPlatformClassLoader();
        if (ofTheJdk && declarer == type) {
            return "it is a class of the JDK";
        }
        for (Field field : declarer.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || !ofTheJdk && Modifier.isTransient(field.getModifiers())) {
                continue;
            }
            if (ofTheJdk) {
                return "its superclass " + declarer.getName() + " is one of the JDK and has fields";
            }
            if (Modifier.isFinal(field.getModifiers())) {
                return "its field '" + field.getName() + "' is final";
            }
            field.setAccessible(true);
            places(declarer, field);
            fields.add(field);
        }
        return null;
    }

    private void places(Class<?> declarer, Field field) {
        Formerly formerly = field.getAnnotation(Formerly.class);
        List<String> names = new ArrayList<>(List.of(formerly == null ? new String[0] : formerly.value()));
        names.add(field.getName());
        for (String name : names) {
            if (name.indexOf('#') >= 0) {
                places.put(name, fields.size());
                continue;
            }
            for (String of : FormerNames.of(declarer)) {
                places.put(of + "#" + name, fields.size());
            }
            if (declarer == type) {
                places.put(name, fields.size());
            }
        }
    }

    int size() {
        return fields.size();
    }

    /** As it is stored. */
    String name(int field) {
        Class<?> declarer = fields.get(field).getDeclaringClass();
        String name = fields.get(field).getName();
        return declarer == type ? name : declarer.getName() + "#" + name;
    }

    /** The place of a stored field, or -1 if the class has it no more. */
    int find(String stored) {
        return places.getOrDefault(stored, -1);
    }

    String typeName() {
        return type.getName();
    }

    Object get(Object value, int field) {
        try {
            return fields.get(field).get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(fields.get(field) + " was made accessible", e);
        }
    }

    /** Whether the field can hold the value. */
    boolean accepts(int field, Object value) {
        Class<?> declared = fields.get(field).getType();
        return value == null
                ? !declared.isPrimitive()
                : MethodType.methodType(declared).wrap().returnType().isInstance(value);
    }

    /** What converts a value that the field cannot hold, or null. */
    FieldConverter<?, ?> converter(int field) {
        Converted converted = fields.get(field).getAnnotation(Converted.class);
        return converted == null ? null : Conversion.make(converted.value());
    }

    void set(Object value, int field, Object part) {
        try {
            fields.get(field).set(value, part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(fields.get(field) + " was made accessible", e);
        }
    }

    /** A new object, by the constructor without parameters. */
    Object create() throws InvocationTargetException {
        try {
            return constructor.newInstance();
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(type.getName() + " was found to be concrete and accessible", e);
        }
    }
}
