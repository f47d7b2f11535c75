package dev.odb.cdi.impl;

import dev.odb.cdi.InitialRoot;
import dev.odb.cdi.OdbDatabase;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks through a deployment for what to inject and methods to replay; adds beans for the former, checks the latter. */
public class OdbExtension implements Extension {
    /** How long a deployment waits for an adapter that is opening its databases, before it says that one is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Roots roots = new Roots();
    private final Services services = new Services();
    private final InitialValues initials = new InitialValues();
    private final Replays replays = new Replays();
    private final InjectionPoints points = new InjectionPoints((annotated, type, place) -> {
        roots.add(annotated, type, place);
        services.add(annotated, type, place);
    });
    private final Databases databases;

    /** Called by the container. */
    public OdbExtension() {
        this(PATIENCE);
    }

    OdbExtension(Duration patience) {
        databases = new Databases(patience);
    }

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        points.add(event.getInjectionPoint());
    }

    void injectionPointsOf(
            @Observes @WithAnnotations({OdbRoot.class, OdbDatabase.class}) ProcessAnnotatedType<?> event) {
        points.addAll(event.getAnnotatedType());
    }

    void initialValue(@Observes ProcessProducerMethod<?, ?> event) {
        initials.add(event);
    }

    void initialValuesOf(@Observes @WithAnnotations(InitialRoot.class) ProcessAnnotatedType<?> event) {
        initials.check(event.getAnnotatedType());
    }

    void anyBean(@Observes ProcessBean<?> event) {
        services.bean(event.getBean());
    }

    void replayed(@Observes @WithAnnotations(RetryOnConflict.class) ProcessAnnotatedType<?> event) {
        replays.candidate(event.getAnnotatedType());
    }

    void bean(@Observes ProcessManagedBean<?> event) {
        replays.bean(event.getAnnotatedBeanClass());
    }

    void finish(@Observes AfterBeanDiscovery event, BeanManager manager) {
        Collected problems = new Collected();
        roots.addBeans(event, initials, databases, problems);
        services.addBeans(event, databases, problems);
        initials.check(roots.names(), manager, problems);
        replays.check(problems);
        if (!problems.errors.isEmpty()) {
            event.addDefinitionError(CdiMessages.deployment(problems.errors));
        }
    }

    InitialValues initialValues() {
        return initials;
    }

    Replays replays() {
        return replays;
    }

    private static final class Collected implements Problems {
        private final List<String> errors = new ArrayList<>();

        @Override
        public void error(String message) {
            errors.add(message);
        }

        @Override
        public void warning(String message) {
            Replays.LOG.log(System.Logger.Level.WARNING, message);
        }
    }
}
