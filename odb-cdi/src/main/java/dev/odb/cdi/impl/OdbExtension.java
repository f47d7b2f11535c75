package dev.odb.cdi.impl;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.ArrayList;
import java.util.List;

/** Looks through a deployment for roots to inject and methods to replay; adds beans for the former, checks the latter. */
public class OdbExtension implements Extension {
    private final Roots roots = new Roots();
    private final Replays replays = new Replays();

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        roots.add(event.getInjectionPoint());
    }

    void rootsOf(@Observes @WithAnnotations(OdbRoot.class) ProcessAnnotatedType<?> event) {
        roots.addAll(event.getAnnotatedType());
    }

    void replayed(@Observes @WithAnnotations(RetryOnConflict.class) ProcessAnnotatedType<?> event) {
        replays.candidate(event.getAnnotatedType());
    }

    void bean(@Observes ProcessManagedBean<?> event) {
        replays.bean(event.getAnnotatedBeanClass());
    }

    void finish(@Observes AfterBeanDiscovery event) {
        Collected problems = new Collected();
        roots.addBeans(event, problems);
        replays.check(problems);
        if (!problems.errors.isEmpty()) {
            event.addDefinitionError(CdiMessages.deployment(problems.errors));
        }
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
