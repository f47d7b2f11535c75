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

/** What the annotations of an enterprise bean say. */
final class EjbSite {
    private static final List<Class<? extends Annotation>> KINDS =
            List.of(Stateless.class, Singleton.class, Stateful.class, MessageDriven.class);

    private EjbSite() {}

    static boolean isEnterpriseBean(Site site) {
        return KINDS.stream().anyMatch(kind -> site.onComponent(kind).isPresent());
    }

    static boolean isBeanManaged(Site site) {
        return site.onComponent(TransactionManagement.class)
                .map(management -> management.value() == TransactionManagementType.BEAN)
                .orElse(false);
    }

    static TransactionAttributeType attribute(Site site) {
        return site.whereDeclared(TransactionAttribute.class)
                .map(TransactionAttribute::value)
                .orElse(TransactionAttributeType.REQUIRED);
    }
}
