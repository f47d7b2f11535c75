package dev.odb.junit.impl;

import dev.odb.cdi.OdbRoot;
import dev.odb.junit.OdbTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.literal.InjectLiteral;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Shows test classes to other extensions, without making beans of them, and adds the services that tests inject. */
final class TestBeans implements Extension {
    private final Collection<Class<?>> testClasses;
    private final Map<Class<?>, Object> services;

    /**
     * Makes it.
     *
     * @param services by the type that they are injected as
     */
    TestBeans(Collection<Class<?>> testClasses, Map<Class<?>, Object> services) {
        this.testClasses = testClasses;
        this.services = services;
    }

    /** The roots that a test method has as parameters are found like those of initializer methods. */
    void show(@Observes BeforeBeanDiscovery event) {
        for (Class<?> testClass : testClasses) {
            event.addAnnotatedType(testClass, "dev.odb.junit:" + testClass.getName())
                    .filterMethods(TestBeans::takesRoot)
                    .forEach(method -> method.add(InjectLiteral.INSTANCE));
        }
    }

    private static boolean takesRoot(AnnotatedMethod<?> method) {
        return method.getParameters().stream().anyMatch(parameter -> parameter.isAnnotationPresent(OdbRoot.class));
    }

    /** After all that look at it; other test classes may have been discovered, too. */
    void hide(
            @Observes
                    @Priority(Interceptor.Priority.PLATFORM_AFTER)
                    @WithAnnotations({OdbTest.class, Nested.class, Inject.class})
                    ProcessAnnotatedType<?> event) {
        Class<?> type = event.getAnnotatedType().getJavaClass();
        if (testClasses.contains(type)
                || type.isAnnotationPresent(OdbTest.class)
                || type.isAnnotationPresent(Nested.class)) {
            event.veto();
        }
    }

    void add(@Observes AfterBeanDiscovery event) {
        services.forEach((type, service) ->
                event.addBean().scope(Dependent.class).types(type, Object.class).createWith(context -> service));
    }
}
