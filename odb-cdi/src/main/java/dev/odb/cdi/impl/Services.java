package dev.odb.cdi.impl;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbConnection;
import dev.odb.cdi.OdbDatabase;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One bean for each service of the database that is meant without a name, unless the application has a bean of its own for it,
 * and one for each service of each named database that is injected.
 */
final class Services {
    private static final List<Class<?>> TYPES = List.of(OdbConnection.class, DatabaseAdministration.class);

    private final Set<Type> own = new HashSet<>();
    private final Map<Service, Set<String>> found = new LinkedHashMap<>();

    private record Service(OdbDatabase qualifier, Type type) {}

    void bean(Bean<?> bean) {
        if (bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
            TYPES.stream().filter(bean.getTypes()::contains).forEach(own::add);
        }
    }

    void add(Annotated annotated, Type type, String place) {
        OdbDatabase qualifier = annotated.getAnnotation(OdbDatabase.class);
        if (qualifier != null) {
            found.computeIfAbsent(new Service(qualifier, type), s -> new LinkedHashSet<>())
                    .add(place);
        }
    }

    void addBeans(AfterBeanDiscovery event, Databases databases, Problems problems) {
        for (Class<?> type : TYPES) {
            if (!own.contains(type)) {
                addBean(event, Default.Literal.INSTANCE, type, "");
            }
        }
        found.forEach((service, places) -> {
            String database = service.qualifier.value();
            String mistake = TYPES.contains(service.type)
                    ? databases.mistake(database)
                    : CdiMessages.noService(service.type, TYPES);
            if (mistake == null) {
                addBean(event, service.qualifier, (Class<?>) service.type, database);
            } else {
                places.forEach(place -> problems.error(CdiMessages.badService(place, service.qualifier, mistake)));
            }
        });
    }

    private static void addBean(AfterBeanDiscovery event, Annotation qualifier, Class<?> type, String database) {
        event.addBean()
                .id(Services.class.getName() + ":" + database + ":" + type.getName())
                .scope(Dependent.class)
                .addQualifier(qualifier)
                .types(type)
                .createWith(context -> ServiceProxy.create(type, database));
    }
}
