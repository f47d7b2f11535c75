package dev.odb.cdi.impl;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.spi.Problems;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The injection points with {@link OdbRoot}, and one bean for each qualifier and type among them. */
final class Roots {
    private final Map<Root, Set<String>> found = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /** One kind of injection point. */
    private record Root(OdbRoot qualifier, Type type) {
        RootName name() {
            return RootName.of(qualifier);
        }
    }

    void add(Annotated annotated, Type type, String place) {
        OdbRoot qualifier = annotated.getAnnotation(OdbRoot.class);
        if (qualifier != null) {
            found.computeIfAbsent(new Root(qualifier, type), r -> new LinkedHashSet<>())
                    .add(place);
        }
    }

    Set<RootName> names() {
        Set<RootName> names = new LinkedHashSet<>();
        found.keySet().forEach(root -> names.add(root.name()));
        return names;
    }

    void addBeans(AfterBeanDiscovery event, InitialValues initials, Databases databases, Problems problems) {
        List<Root> sound = new ArrayList<>();
        found.forEach((root, places) -> {
            String mistake = RootTypes.mistake(root.qualifier, root.type);
            if (mistake == null) {
                sound.add(root);
                mistake = databases.mistake(root.qualifier.database());
            }
            if (mistake != null) {
                for (String place : places) {
                    problems.error(CdiMessages.badRoot(place, root.qualifier, mistake));
                }
            }
        });
        checkTypes(sound, problems);
        for (Root root : sound) {
            initials.checkType(root.name(), root.type, found.get(root));
            addBean(event, root, Generics.raw(root.type), initials);
        }
    }

    private void checkTypes(List<Root> sound, Problems problems) {
        for (int i = 0; i < sound.size(); i++) {
            Root one = sound.get(i);
            for (Root other : sound.subList(i + 1, sound.size())) {
                if (one.name().equals(other.name()) && !Generics.agree(one.type, other.type)) {
                    problems.error(CdiMessages.contradictoryTypes(
                            one.name(), one.type, found.get(one), other.type, found.get(other)));
                }
            }
        }
    }

    private <T> void addBean(AfterBeanDiscovery event, Root root, Class<T> raw, InitialValues initials) {
        RootName name = root.name();
        InitialValue<T> initial = initials.of(name, raw);
        event.addBean()
                .id(id(name, root.type))
                .scope(Dependent.class)
                .addQualifier(root.qualifier)
                .types(root.type)
                .createWith(context -> RootTypes.create(raw, name, initial));
    }

    /** Two modules of an application may have a class of one name each. */
    private String id(RootName name, Type type) {
        String id = Roots.class.getName() + ":" + name.database() + ":" + name.name() + ":" + type.getTypeName();
        int before = ids.merge(id, 1, Integer::sum) - 1;
        return before == 0 ? id : id + ":" + before;
    }
}
