package dev.odb.cdi.impl;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What type arguments tell of whether an object can be of two types. */
final class Generics {
    private Generics() {}

    /** The class or interface; {@link Object} where it is something else, such as a variable. */
    static Class<?> raw(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return raw instanceof Class<?> known ? known : Object.class;
    }

    /** False only if no object can be of both types. Classes of one name in two class loaders are taken for the same. */
    static boolean agree(Type one, Type two) {
        Class<?> first = raw(one);
        Class<?> second = raw(two);
        if (first.getName().equals(second.getName()) || second.isAssignableFrom(first)) {
            return argumentsAgree(arguments(first, given(one), second), given(two));
        }
        if (first.isAssignableFrom(second)) {
            return agree(two, one);
        }
        return first.isInterface() || second.isInterface();
    }

    static boolean hasVariable(Type type) {
        return type instanceof TypeVariable || given(type).stream().anyMatch(Generics::hasVariable);
    }

    private static boolean argumentsAgree(List<Type> some, List<Type> others) {
        return some.size() != others.size()
                || IntStream.range(0, some.size())
                        .allMatch(i -> !isConcrete(some.get(i))
                                || !isConcrete(others.get(i))
                                || some.get(i)
                                        .getTypeName()
                                        .equals(others.get(i).getTypeName()));
    }

    private static boolean isConcrete(Type type) {
        return type instanceof Class
                || type instanceof ParameterizedType && given(type).stream().allMatch(Generics::isConcrete);
    }

    private static List<Type> given(Type type) {
        return type instanceof ParameterizedType parameterized
                ? List.of(parameterized.getActualTypeArguments())
                : List.of();
    }

    /** What a class with these type arguments gives to a class or interface above it; nothing if that cannot be told. */
    private static List<Type> arguments(Class<?> from, List<Type> given, Class<?> to) {
        if (from.getName().equals(to.getName())) {
            return given;
        }
        return Stream.concat(Stream.ofNullable(from.getGenericSuperclass()), Arrays.stream(from.getGenericInterfaces()))
                .filter(above -> to.isAssignableFrom(raw(above)))
                .findFirst()
                .map(above -> arguments(raw(above), filled(above, from, given), to))
                .orElse(List.of());
    }

    /** The type arguments of a type above a class, with those of the class in the place of its parameters. */
    private static List<Type> filled(Type above, Class<?> from, List<Type> given) {
        List<?> parameters = List.of(from.getTypeParameters());
        List<Type> filled = new ArrayList<>(given(above));
        filled.replaceAll(argument -> {
            int at = parameters.indexOf(argument);
            return at >= 0 && at < given.size() ? given.get(at) : argument;
        });
        return filled;
    }
}
