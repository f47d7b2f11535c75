package dev.odb.ejb;

import java.nio.charset.StandardCharsets;

/** Looks into WildFly's descriptor beside a bean. */
final class ServerConfiguration {
    private ServerConfiguration() {}

    static boolean namesContainerInterceptor(Class<?> bean) {
        return Descriptor.beside(bean, "jboss-ejb3.xml").values().stream()
                .anyMatch(bytes ->
                        new String(bytes, StandardCharsets.UTF_8).contains(ReplayContainerInterceptor.class.getName()));
    }
}
