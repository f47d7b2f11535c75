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
import java.util.List;
import java.util.Optional;

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

    /** The bean's method that a view's method stands for; empty if no bean or several may be meant. */
    Optional<Site> site(Method view) {
        List<AnnotatedType<?>> candidates = beans.stream()
                .filter(bean -> bean.getJavaClass() == view.getDeclaringClass())
                .toList();
        if (candidates.isEmpty()) {
            candidates = beans.stream()
                    .filter(bean -> view.getDeclaringClass().isAssignableFrom(bean.getJavaClass()))
                    .toList();
        }
        return candidates.size() == 1 ? site(candidates.get(0), view) : Optional.empty();
    }

    private static Optional<Site> site(AnnotatedType<?> bean, Method view) {
        for (AnnotatedMethod<?> method : bean.getMethods()) {
            Method java = method.getJavaMember();
            if (!java.isBridge()
                    && java.getName().equals(view.getName())
                    && accepts(java.getParameterTypes(), view.getParameterTypes())) {
                return Optional.of(Site.of(bean, method));
            }
        }
        return Optional.empty();
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
