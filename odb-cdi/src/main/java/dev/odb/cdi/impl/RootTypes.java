package dev.odb.cdi.impl;

import dev.odb.Persistent;
import dev.odb.cdi.OdbRoot;
import dev.odb.spi.Enhanced;
import dev.odb.spi.StandIns;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Provider;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

/** Which types a root can be injected as, and what is injected. */
final class RootTypes {
    private RootTypes() {}

    /** Why the root cannot be injected, or null if it can. */
    static String mistake(OdbRoot qualifier, Type type) {
        if (qualifier.value().isEmpty()) {
            return "the root's name is empty";
        }
        if (!(type instanceof Class<?>) && !(type instanceof ParameterizedType)) {
            return "its type " + type.getTypeName() + " is not a class or an interface";
        }
        Class<?> raw = Generics.raw(type);
        if (raw == Provider.class || raw == Instance.class) {
            return raw.getSimpleName() + " has no type argument that says what the root is";
        }
        if (type instanceof ParameterizedType parameterized && !isExact(parameterized)) {
            return "the type arguments of " + type.getTypeName() + " must be types, not wildcards or variables";
        }
        if (raw.isPrimitive() || raw.isArray() || raw.isEnum() || raw.isRecord() || raw.isAnnotation()) {
            return "a root is a persistent object, never " + kind(raw);
        }
        return raw.isInterface() ? interfaceMistake(raw) : classMistake(raw);
    }

    static <T> T create(Class<T> raw, RootName root, InitialValue<T> initial) {
        return raw.isInterface()
                ? raw.cast(RootProxy.create(raw, root, initial))
                : StandIns.create(raw, root.database(), root.name(), initial);
    }

    /** CDI has no beans of other types. */
    private static boolean isExact(ParameterizedType type) {
        return Arrays.stream(type.getActualTypeArguments())
                .noneMatch(argument -> argument instanceof WildcardType || argument instanceof TypeVariable);
    }

    private static String interfaceMistake(Class<?> raw) {
        return raw.isSealed() ? raw.getName() + " is sealed, so nothing can stand in for the root" : null;
    }

    private static String classMistake(Class<?> raw) {
        String name = raw.getName();
        if (Modifier.isFinal(raw.getModifiers())) {
            return name + " is final, so nothing can stand in for the root; remove final or use an interface";
        }
        if (!raw.isAnnotationPresent(Persistent.class)) {
            return name + " is not @Persistent";
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            return name + " is abstract, so nothing can stand in for the root; use its concrete class or an interface";
        }
        if (raw.getDeclaredAnnotation(Enhanced.class) == null) {
            return name + " was not enhanced; add the enhancer to the build of its module";
        }
        return hasStandIn(raw)
                ? null
                : name + " has no stand-in class beside it; the enhancer's report says why it was not made";
    }

    private static boolean hasStandIn(Class<?> raw) {
        try {
            Class.forName(raw.getName() + StandIns.SUFFIX, false, raw.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String kind(Class<?> raw) {
        if (raw.isArray()) {
            return "an array (" + raw.getTypeName() + ")";
        }
        if (raw.isPrimitive()) {
            return "a primitive value (" + raw.getName() + ")";
        }
        return (raw.isEnum() ? "an enum" : raw.isRecord() ? "a record" : "an annotation") + " (" + raw.getName() + ")";
    }
}
