package dev.odb.ejb;

import dev.odb.cdi.spi.Site;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The session beans of a deployment: outside the container's transaction WildFly shows neither the bean nor its class,
 * only the method that was called, often that of an interface. Filled at deployment, then only read.
 */
public class SessionBeans implements Extension {
    private final List<AnnotatedType<?>> beans = new ArrayList<>();

    void sessionBean(@Observes ProcessSessionBean<?> event) {
        add(event.getAnnotatedBeanClass());
    }

    void add(AnnotatedType<?> bean) {
        beans.add(bean);
    }

    /** Those of the application that runs on this thread. */
    static SessionBeans current() {
        return CDI.current().getBeanManager().getExtension(SessionBeans.class);
    }

    /** The beans' methods that a view's method may stand for: several if beans have the view in common. */
    List<Site> sites(Method view) {
        List<AnnotatedType<?>> candidates = beans.stream()
                .filter(bean -> bean.getJavaClass() == view.getDeclaringClass())
                .toList();
        if (candidates.isEmpty()) {
            candidates = beans.stream()
                    .filter(bean -> view.getDeclaringClass().isAssignableFrom(bean.getJavaClass()))
                    .toList();
        }
        return candidates.stream().flatMap(bean -> sites(bean, view)).toList();
    }

    private static Stream<Site> sites(AnnotatedType<?> bean, Method view) {
        List<AnnotatedMethod<?>> named = bean.getMethods().stream()
                .filter(method -> !method.getJavaMember().isBridge())
                .filter(method -> !Site.isOverridden(method.getJavaMember(), bean.getJavaClass()))
                .filter(method -> method.getJavaMember().getName().equals(view.getName()))
                .<AnnotatedMethod<?>>map(method -> method)
                .toList();
        List<AnnotatedMethod<?>> exact = named.stream()
                .filter(method -> Arrays.equals(method.getJavaMember().getParameterTypes(), view.getParameterTypes()))
                .toList();
        return (exact.isEmpty() ? named : exact)
                .stream()
                        .filter(method -> accepts(method.getJavaMember().getParameterTypes(), view.getParameterTypes()))
                        .map(method -> Site.of(bean, method));
    }

    /** The bean's parameters are those of the view, or narrower where the view is generic. */
    private static boolean accepts(Class<?>[] own, Class<?>[] view) {
        if (own.length != view.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!view[i].isAssignableFrom(own[i])) {
                return false;
            }
        }
        return true;
    }
}
