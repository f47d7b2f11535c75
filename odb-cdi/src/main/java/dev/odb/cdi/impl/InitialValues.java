package dev.odb.cdi.impl;

import dev.odb.cdi.InitialRoot;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The producers with {@link InitialRoot}. Collected while the deployment is looked at; from then on all threads may use it.
 */
final class InitialValues {
    private final List<Producer> producers = new ArrayList<>();
    private final Set<String> mistakes = new LinkedHashSet<>();
    private volatile BeanManager manager;

    private record Producer(RootName root, Bean<?> bean, Type type, String place) {
        boolean makes(RootName wanted, Class<?> as) {
            return root.equals(wanted) && as.isAssignableFrom(Generics.raw(type));
        }

        boolean isAlternative() {
            return bean.isAlternative() || bean.getBeanClass().isAnnotationPresent(Alternative.class);
        }
    }

    void add(ProcessProducerMethod<?, ?> event) {
        Bean<?> bean = event.getBean();
        AnnotatedMethod<?> method = event.getAnnotatedProducerMethod();
        for (Annotation qualifier : bean.getQualifiers()) {
            if (qualifier instanceof InitialRoot initial) {
                producers.add(new Producer(
                        RootName.of(initial), bean, method.getBaseType(), Place.of(method.getJavaMember())));
            }
        }
    }

    /** Looks for what was meant as a producer and is none. */
    void check(AnnotatedType<?> type) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            InitialRoot qualifier = method.getAnnotation(InitialRoot.class);
            if (qualifier != null && !method.isAnnotationPresent(Produces.class)) {
                mistakes.add(CdiMessages.noProducer(RootName.of(qualifier), Place.of(method.getJavaMember())));
            }
        }
    }

    /** The last call before the first {@link #make}. */
    void check(Set<RootName> injected, BeanManager manager, Problems problems) {
        this.manager = manager;
        for (Producer producer : producers) {
            if (producer.bean.getScope() != Dependent.class) {
                mistakes.add(CdiMessages.initialNotDependent(producer.root, producer.place, producer.bean.getScope()));
            }
            if (!injected.contains(producer.root)) {
                problems.warning(CdiMessages.initialUnused(producer.root, producer.place));
            }
            checkAlone(producer.root, Generics.raw(producer.type));
        }
        mistakes.forEach(problems::error);
    }

    private void checkAlone(RootName root, Class<?> as) {
        List<Producer> rivals = candidates(root, as);
        if (rivals.size() > 1) {
            mistakes.add(CdiMessages.severalInitials(
                    root, rivals.stream().map(Producer::place).sorted().toList()));
        }
    }

    /**
     * What makes a root for injection points of a type.
     *
     * @return null if nothing does
     */
    <T> InitialValue<T> of(RootName root, Class<T> type) {
        checkAlone(root, type);
        return candidates(root, type).isEmpty() ? null : new InitialValue<>(root, type, this);
    }

    /** Finds what makes a root but not of the type that is injected. */
    void checkType(RootName root, Type type, Set<String> places) {
        Class<?> raw = Generics.raw(type);
        for (Producer producer : producers) {
            Class<?> made = Generics.raw(producer.type);
            boolean fits = raw.isAssignableFrom(made) || raw.getName().equals(made.getName());
            if (producer.root.equals(root) && !(fits && Generics.agree(producer.type, type))) {
                mistakes.add(CdiMessages.initialOfOtherType(root, producer.type, producer.place, type, places));
            }
        }
    }

    /** An alternative replaces the others. */
    private List<Producer> candidates(RootName root, Class<?> type) {
        List<Producer> all = producers.stream()
                .filter(producer -> producer.makes(root, type))
                .toList();
        List<Producer> alternatives =
                all.stream().filter(Producer::isAlternative).toList();
        return alternatives.isEmpty() ? all : alternatives;
    }

    Object make(RootName root, Class<?> type) {
        Bean<?> bean = candidates(root, type).get(0).bean;
        CreationalContext<?> context = manager.createCreationalContext(bean);
        try {
            return manager.getReference(bean, Object.class, context);
        } finally {
            context.release();
        }
    }
}
