package dev.odb.ejb;

import dev.odb.cdi.spi.Site;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ejb-jar.xml and the annotations of an enterprise bean say. */
final class EjbSite {
    private static final List<Class<? extends Annotation>> KINDS =
            List.of(Stateless.class, Singleton.class, Stateful.class, MessageDriven.class);

    private EjbSite() {}

    static boolean isEnterpriseBean(Site site) {
        return KINDS.stream().anyMatch(kind -> isOfKind(site, kind))
                || declared(site).isPresent();
    }

    static boolean isStateful(Site site) {
        return isOfKind(site, Stateful.class);
    }

    static boolean isMessageDriven(Site site) {
        return isOfKind(site, MessageDriven.class);
    }

    static boolean isBeanManaged(Site site) {
        String inDescriptor = declared(site).map(EjbJar.Bean::transactions).orElse("");
        if (!inDescriptor.isEmpty()) {
            return inDescriptor.equals("Bean");
        }
        return site.onComponent(TransactionManagement.class)
                .map(management -> management.value() == TransactionManagementType.BEAN)
                .orElse(false);
    }

    static TransactionAttributeType attribute(Site site) {
        String bean = declared(site).map(EjbJar.Bean::name).orElseGet(() -> name(site));
        Optional<String> inDescriptor = EjbJar.beside(site.component()).attribute(bean, site.method());
        if (inDescriptor.isPresent()) {
            // as in RequiresNew
            return TransactionAttributeType.valueOf(
                    inDescriptor.get().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        }
        return site.whereDeclared(TransactionAttribute.class)
                .map(TransactionAttribute::value)
                .orElse(TransactionAttributeType.REQUIRED);
    }

    private static boolean isOfKind(Site site, Class<? extends Annotation> kind) {
        String inDescriptor = declared(site).map(EjbJar.Bean::kind).orElse("");
        return inDescriptor.isEmpty() ? site.onComponent(kind).isPresent() : inDescriptor.equals(kind.getSimpleName());
    }

    private static Optional<EjbJar.Bean> declared(Site site) {
        return EjbJar.beside(site.component()).bean(site.component(), name(site));
    }

    /** The bean's name by its annotation, or what it is without one. */
    private static String name(Site site) {
        return site.onComponent(Stateless.class)
                .map(Stateless::name)
                .or(() -> site.onComponent(Singleton.class).map(Singleton::name))
                .or(() -> site.onComponent(Stateful.class).map(Stateful::name))
                .or(() -> site.onComponent(MessageDriven.class).map(MessageDriven::name))
                .filter(name -> !name.isEmpty())
                .orElse(site.component().getSimpleName());
    }
}
