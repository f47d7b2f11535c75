package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.Persistent;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Problems;
import dev.odb.cdi.spi.Site;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes with @RetryOnConflict on enterprise beans. */
class EjbDeploymentTest {
    @Test
    void mistakes_areListedAtOnce() {
        assertThatThrownBy(() -> SeContainerInitializer.newInstance()
                        .addBeanClasses(Session.class, Kept.class, OwnListener.class, Listener.class)
                        .initialize())
                .hasMessageContaining("ODB-6001: The deployment has 5 mistakes")
                .hasMessageContaining("ODB-7001: @RetryOnConflict on " + OwnListener.class.getName() + ".onMessage()")
                .hasMessageContaining("ODB-7002: @RetryOnConflict on " + Kept.class.getName() + ".work()")
                .hasMessageContaining("ODB-7003: @RetryOnConflict on " + Session.class.getName() + ".never()")
                .hasMessageContaining("ODB-7003: @RetryOnConflict on " + Session.class.getName() + ".notSupported()")
                .hasMessageContaining("ODB-7007: @RetryOnConflict on " + Listener.class.getName() + ".onMessage()");
    }

    /** Here and not in odb-cdi, whose test classes are enhanced. */
    @Test
    void rootOfAClassThatWasNotEnhanced_isAMistake() {
        assertThatThrownBy(() -> SeContainerInitializer.newInstance()
                        .addBeanClasses(User.class)
                        .initialize())
                .hasMessageContaining("ODB-6002: @OdbRoot(\"plain\") at " + User.class.getName() + ".plain: "
                        + Plain.class.getName() + " was not enhanced; add the enhancer");
    }

    @Test
    void requiredWithoutContainerInterceptor_warnsWithBothRemedies() throws Exception {
        Collected problems = new Collected();

        new EjbReplayStrategy().plan(site(Required.class, "work"), problems);

        assertThat(problems.errors).isEmpty();
        assertThat(problems.warnings)
                .singleElement()
                .asString()
                .startsWith("ODB-7005")
                .contains("@TransactionAttribute(SUPPORTS)")
                .contains("dev.odb.ejb.ReplayContainerInterceptor")
                .contains("jboss-ejb3.xml");
    }

    @Test
    void requiredWithoutContainerInterceptor_isRefusedWhenCalled() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(Required.class)
                .initialize()) {
            Required bean = container.select(Required.class).get();

            assertThatThrownBy(bean::work)
                    .isInstanceOf(OdbException.class)
                    .hasMessageStartingWith("ODB-7006")
                    .hasMessageContaining("@TransactionAttribute(SUPPORTS)");
        }
    }

    @Test
    void mandatory_warns() throws Exception {
        Collected problems = new Collected();

        new EjbReplayStrategy().plan(site(Session.class, "mandatory"), problems);

        assertThat(problems.warnings).singleElement().asString().startsWith("ODB-7004");
    }

    @Test
    void attributeOfTheDeclaringClass_countsForInheritedMethods() throws Exception {
        assertThat(EjbSite.attribute(site(Child.class, "inherited"))).isEqualTo(TransactionAttributeType.NEVER);
        assertThat(EjbSite.attribute(site(Child.class, "own"))).isEqualTo(TransactionAttributeType.SUPPORTS);
        assertThat(EjbSite.attribute(site(Required.class, "work"))).isEqualTo(TransactionAttributeType.REQUIRED);
    }

    private static Site site(Class<?> bean, String method) throws NoSuchMethodException {
        Method found = bean.getMethod(method);
        return Site.of(bean, found);
    }

    private static final class Collected implements Problems {
        private final List<String> errors = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        @Override
        public void error(String message) {
            errors.add(message);
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    }

    @Persistent
    public static class Plain {}

    public static class User {
        @Inject
        @OdbRoot("plain")
        Plain plain;
    }

    @Stateless
    public static class Required {
        @RetryOnConflict
        public void work() {}
    }

    @Stateless
    public static class Session {
        @RetryOnConflict
        @TransactionAttribute(TransactionAttributeType.NEVER)
        public void never() {}

        @RetryOnConflict
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public void notSupported() {}

        @RetryOnConflict
        @TransactionAttribute(TransactionAttributeType.MANDATORY)
        public void mandatory() {}
    }

    @Stateful
    public static class Kept {
        @RetryOnConflict
        @TransactionAttribute(TransactionAttributeType.SUPPORTS)
        public void work() {}
    }

    @MessageDriven
    @TransactionManagement(TransactionManagementType.BEAN)
    @RetryOnConflict
    public static class OwnListener {
        public void onMessage(Message message) {}
    }

    @MessageDriven
    @RetryOnConflict
    public static class Listener {
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public void onMessage(Message message) {}
    }

    @TransactionAttribute(TransactionAttributeType.NEVER)
    public static class Parent {
        public void inherited() {}
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public static class Child extends Parent {
        public void own() {}
    }
}
