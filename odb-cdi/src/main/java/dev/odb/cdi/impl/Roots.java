package dev.odb.cdi.impl;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The injection points with {@link OdbRoot}, and one bean for each qualifier and type among them. */
final class Roots {
    private final Map<Root, Set<String>> found = new LinkedHashMap<>();

    /** One kind of injection point. */
    private record Root(OdbRoot qualifier, Type type) {}

    void add(InjectionPoint point) {
        Annotated annotated = point.getAnnotated();
        if (annotated != null) {
            add(annotated, point.getType(), point.getMember());
        }
    }

    /**
     * Containers differ in when they report the injection points of components that are no beans (servlets, resources,
     * message-driven beans); their annotated types come early enough everywhere.
     */
    void addAll(AnnotatedType<?> type) {
        type.getFields().forEach(this::addIfInjected);
        type.getConstructors().forEach(this::addParameters);
        type.getMethods().forEach(this::addParameters);
    }

    private void addParameters(AnnotatedCallable<?> callable) {
        if (callable.isAnnotationPresent(Inject.class)) {
            for (AnnotatedParameter<?> parameter : callable.getParameters()) {
                add(parameter, parameter.getBaseType(), callable.getJavaMember());
            }
        }
    }

    private void addIfInjected(AnnotatedMember<?> field) {
        if (field.isAnnotationPresent(Inject.class)) {
            add(field, field.getBaseType(), field.getJavaMember());
        }
    }

    private void add(Annotated annotated, Type type, Member member) {
        OdbRoot qualifier = annotated.getAnnotation(OdbRoot.class);
        if (qualifier != null) {
            String place = member.getDeclaringClass().getName() + "." + member.getName();
            found.computeIfAbsent(new Root(qualifier, wanted(type)), r -> new LinkedHashSet<>())
                    .add(place);
        }
    }

    private static Type wanted(Type type) {
        if (type instanceof ParameterizedType outer
                && (outer.getRawType() == Provider.class || outer.getRawType() == Instance.class)) {
            return outer.getActualTypeArguments()[0];
        }
        return type;
    }

    void addBeans(AfterBeanDiscovery event, Problems problems) {
        found.forEach((root, places) -> {
            String mistake = RootTypes.mistake(root.qualifier, root.type);
            if (mistake == null) {
                addBean(event, root, RootTypes.raw(root.type));
            } else {
                places.forEach(place -> problems.error(CdiMessages.badRoot(place, root.qualifier, mistake)));
            }
        });
    }

    private static void addBean(AfterBeanDiscovery event, Root root, Class<?> raw) {
        String database = root.qualifier.database();
        String name = root.qualifier.value();
        event.addBean()
                .id(Roots.class.getName() + ":" + database + ":" + name + ":" + root.type.getTypeName())
                .scope(Dependent.class)
                .addQualifier(root.qualifier)
                .types(root.type)
                .createWith(context -> RootTypes.create(raw, database, name));
    }
}
