package dev.odb.cdi.impl;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Passes on the injection points of a deployment, some of them twice. */
final class InjectionPoints {
    private final Sink sink;

    /** Who wants to know. */
    interface Sink {
        /**
         * An injection point.
         *
         * @param wanted its type, the type argument where it is a {@code Provider} or an {@code Instance}
         */
        void add(Annotated annotated, Type wanted, String place);
    }

    InjectionPoints(Sink sink) {
        this.sink = sink;
    }

    void add(InjectionPoint point) {
        Annotated annotated = point.getAnnotated();
        if (annotated != null) {
            sink.add(annotated, wanted(point.getType()), Place.of(annotated, point.getMember()));
        }
    }

    /**
     * Containers differ in when they report the injection points of components that are no beans (servlets, resources,
     * message-driven beans); their annotated types come early enough everywhere. Nobody makes instances of an abstract class;
     * the types of its subclasses have its members. What a type variable stands for, only the injection point knows.
     */
    void addAll(AnnotatedType<?> type) {
        if (Modifier.isAbstract(type.getJavaClass().getModifiers())) {
            return;
        }
        for (AnnotatedField<?> field : type.getFields()) {
            if (field.isAnnotationPresent(Inject.class)) {
                addMember(field, field.getJavaMember());
            }
        }
        type.getConstructors().forEach(this::addParameters);
        type.getMethods().forEach(this::addParameters);
    }

    private void addParameters(AnnotatedCallable<?> callable) {
        if (callable.isAnnotationPresent(Inject.class)) {
            for (AnnotatedParameter<?> parameter : callable.getParameters()) {
                addMember(parameter, callable.getJavaMember());
            }
        }
    }

    private void addMember(Annotated annotated, Member member) {
        if (!Generics.hasVariable(annotated.getBaseType())) {
            sink.add(annotated, wanted(annotated.getBaseType()), Place.of(annotated, member));
        }
    }

    private static Type wanted(Type type) {
        if (type instanceof ParameterizedType outer
                && (outer.getRawType() == Provider.class || outer.getRawType() == Instance.class)) {
            return outer.getActualTypeArguments()[0];
        }
        return type;
    }
}
