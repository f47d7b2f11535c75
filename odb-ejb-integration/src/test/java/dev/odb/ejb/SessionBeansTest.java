package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.spi.Site;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding the bean from a view's method, all that WildFly shows a container interceptor. */
class SessionBeansTest {
    private final SessionBeans beans = new SessionBeans();
    private SeContainer container;

    @BeforeEach
    void start() {
        container =
                SeContainerInitializer.newInstance().addBeanClasses(Named.class).initialize();
        for (Class<?> bean : new Class<?>[] {Named.class, Heir.class, First.class, Second.class}) {
            beans.add(container.getBeanManager().createAnnotatedType(bean));
        }
    }

    @AfterEach
    void stop() {
        container.close();
    }

    @Test
    void methodOfTheClass_isFound() throws Exception {
        assertFound(Named.class.getMethod("greet", String.class), Named.class);
    }

    @Test
    void methodOfAnInterface_isFoundInItsOnlyBean() throws Exception {
        assertFound(Greeter.class.getMethod("greet", String.class), Named.class);
    }

    @Test
    void methodOfAGenericInterface_isFoundWithTheBeansParameters() throws Exception {
        assertFound(Taker.class.getMethod("take", Object.class), Named.class);
    }

    @Test
    void methodOfAnInterfaceWithTwoBeans_isFoundInBoth() throws Exception {
        assertThat(beans.sites(Shared.class.getMethod("run")))
                .extracting(found -> (Object) found.component())
                .containsExactlyInAnyOrder(First.class, Second.class);
    }

    @Test
    void methodOfNoBean_isNotFound() throws Exception {
        assertThat(beans.sites(Runnable.class.getMethod("run"))).isEmpty();
    }

    @Test
    void inheritedMethod_isFoundWithTheBeanAndNotWhereItIsOverridden() throws Exception {
        Site site = beans.sites(Base.class.getMethod("kept", Number.class)).get(0);
        assertThat(site.component()).isEqualTo(Heir.class);
        assertThat(site.method().getDeclaringClass()).isEqualTo(Base.class);

        assertThat(beans.sites(Base.class.getMethod("changed")))
                .extracting(found -> (Object) found.method().getDeclaringClass())
                .containsExactly(Heir.class);
    }

    @Test
    void overloadedMethod_isFoundByItsParameters() throws Exception {
        assertThat(beans.sites(Heir.class.getMethod("kept", Integer.class)))
                .extracting(found -> (Object) found.method().getParameterTypes()[0])
                .containsExactly(Integer.class);
    }

    private void assertFound(Method view, Class<?> bean) {
        assertThat(beans.sites(view)).hasSize(1);
        Site site = beans.sites(view).get(0);
        assertThat(site.component()).isEqualTo(bean);
        assertThat(site.method().getDeclaringClass()).isEqualTo(bean);
        assertThat(site.method().getName()).isEqualTo(view.getName());
    }

    interface Greeter {
        String greet(String name);
    }

    interface Taker<T> {
        void take(T value);
    }

    interface Shared {
        void run();
    }

    @Stateless
    public static class Named implements Greeter, Taker<Integer> {
        @Override
        public String greet(String name) {
            return name;
        }

        @Override
        public void take(Integer value) {}
    }

    public static class Base {
        public void kept(Number value) {}

        public void changed() {}
    }

    @Stateless
    public static class Heir extends Base {
        public void kept(Integer value) {}

        @Override
        public void changed() {}
    }

    @Stateless
    public static class First implements Shared {
        @Override
        public void run() {}
    }

    @Stateless
    public static class Second implements Shared {
        @Override
        public void run() {}
    }
}
