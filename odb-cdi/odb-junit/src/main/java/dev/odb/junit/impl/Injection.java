package dev.odb.junit.impl;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/** Gives tests what they inject, until it is closed. */
final class Injection {
    private final BeanManager beans;
    private final CreationalContext<Object> made;
    private final Set<Object> injected = Collections.newSetFromMap(new IdentityHashMap<>());

    Injection(BeanManager beans) {
        this.beans = beans;
        this.made = beans.createCreationalContext(null);
    }

    /** Injects a test instance, once. */
    @SuppressWarnings("unchecked")
    void into(Object instance) {
        if (injected.add(instance)) {
            Class<Object> type = (Class<Object>) instance.getClass();
            beans.getInjectionTargetFactory(beans.createAnnotatedType(type))
                    .createInjectionTarget(null)
                    .inject(instance, made);
        }
    }

    /** Whether a parameter asks for a bean: by a qualifier, or with nothing but a type that a bean has. */
    boolean isBean(Parameter parameter) {
        if (qualifiers(parameter).length > 0) {
            return true;
        }
        Type type = parameter.getParameterizedType();
        boolean usable = type instanceof Class<?> || type instanceof ParameterizedType;
        return usable
                && parameter.getAnnotations().length == 0
                && !parameter.getType().getName().startsWith("java.")
                && !beans.getBeans(type).isEmpty();
    }

    Object bean(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        Bean<?> bean = beans.resolve(beans.getBeans(type, qualifiers(parameter)));
        if (bean == null) {
            throw JunitMessages.noBean(parameter);
        }
        return beans.getReference(bean, type, made);
    }

    private Annotation[] qualifiers(Parameter parameter) {
        return Stream.of(parameter.getAnnotations())
                .filter(annotation -> beans.isQualifier(annotation.annotationType()))
                .toArray(Annotation[]::new);
    }

    void close() {
        made.release();
    }
}
