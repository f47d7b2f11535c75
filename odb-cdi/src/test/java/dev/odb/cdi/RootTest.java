package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.PersistentList;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.CurrentRoots;
import dev.odb.spi.Hooks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Injection of roots as interfaces, against a factory whose transactions are maps. */
class RootTest {
    private static final Map<String, Object> ROOTS = Map.of("names", new PersistentList<>(List.of("a")));
    private final Factory factory = new Factory();
    private final Factory crm = new Factory();
    private SeContainer container;

    @BeforeEach
    void start() {
        ConnectionFactories.register("odb", factory);
        ConnectionFactories.register("crm", crm);
        container = Weld.start(Shared.class, EveryWay.class, Loud.class);
    }

    @AfterEach
    void stop() {
        container.close();
        ConnectionFactories.unregister("odb", factory);
        ConnectionFactories.unregister("crm", crm);
    }

    @Test
    void rootInASharedBean_isTheRootOfEachTransaction() {
        Shared shared = container.select(Shared.class).get();

        factory.current = ROOTS;
        assertThat(shared.size()).isEqualTo(1);
        factory.current = Map.of("names", List.of("a", "b", "c"));
        assertThat(shared.size()).isEqualTo(3);
    }

    @Test
    void rootOutsideATransaction_isAClearError() {
        assertThatThrownBy(() -> container.select(Shared.class).get().size())
                .isInstanceOf(NoTransactionException.class);
    }

    @Test
    void everyInjectionPoint_getsTheRoot() {
        EveryWay bean = container.select(EveryWay.class).get();
        factory.current = ROOTS;

        assertThat(bean.field).containsExactly("a");
        assertThat(bean.constructor).containsExactly("a");
        assertThat(bean.initializer).containsExactly("a");
        assertThat(bean.provider.get()).containsExactly("a");
        assertThat(bean.instance.get()).containsExactly("a");
    }

    @Test
    void rootOfAnotherDatabase_comesFromThere() {
        EveryWay bean = container.select(EveryWay.class).get();
        crm.current = Map.of("customers", Map.of("k", 1L));
        ConnectionFactories.register("crm", crm);

        assertThat(bean.customers).containsEntry("k", 1L);
    }

    @Test
    void exceptionOfTheRoot_arrivesUnwrapped() {
        EveryWay bean = container.select(EveryWay.class).get();
        factory.current = ROOTS;

        assertThatThrownBy(() -> bean.field.get(7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void equals_goesToTheRoot() {
        EveryWay bean = container.select(EveryWay.class).get();
        factory.current = ROOTS;

        assertThat(bean.field.equals(List.of("a"))).isTrue();
        assertThat(bean.field.hashCode()).isEqualTo(List.of("a").hashCode());
    }

    @Test
    void rootInAPassivatedBean_comesBack() throws Exception {
        EveryWay bean = container.select(EveryWay.class).get();

        Object back = passivated(bean.field);

        factory.current = ROOTS;
        assertThat(back).isInstanceOf(List.class).hasToString("[a]");
    }

    @Test
    void valueThatIsNoStandIn_isLeftAlone() {
        assertThat(Hooks.value("x")).isEqualTo("x");
    }

    @Test
    void otherInterceptorsAndPostConstruct_areLeftAlone() {
        factory.current = ROOTS;

        Shared shared = container.select(Shared.class).get();
        shared.size();

        assertThat(shared.log()).containsExactly("constructed", "around size");
    }

    private static Object passivated(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static final class Factory implements OdbConnectionFactory, CurrentRoots {
        private Map<String, Object> current;

        @Override
        public OdbConnection getConnection() {
            throw new UnsupportedOperationException("roots only");
        }

        @Override
        public OdbConnection getConnection(OdbCredentials credentials) {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public OdbConnection getConnection(String version) {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public DatabaseAdministration administration() {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public OdbConnection currentConnection() {
            throw new UnsupportedOperationException("roots only");
        }

        @Override
        public <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial) {
            if (current == null) {
                throw new NoTransactionException("ODB-3000", "no transaction");
            }
            return type.cast(current.get(name));
        }
    }

    @ApplicationScoped
    public static class Shared {
        private final List<String> log = new ArrayList<>();

        @Inject
        @OdbRoot("names")
        private List<String> names;

        @PostConstruct
        void constructed() {
            log.add("constructed");
        }

        @Noisy
        public int size() {
            return names.size();
        }

        public List<String> log() {
            return log;
        }
    }

    @Dependent
    public static class EveryWay {
        @Inject
        @OdbRoot("names")
        private List<String> field;

        @Inject
        @OdbRoot("names")
        private Provider<List<String>> provider;

        @Inject
        @OdbRoot("names")
        private Instance<List<String>> instance;

        @Inject
        @OdbRoot(value = "customers", database = "crm")
        private Map<String, Long> customers;

        private final List<String> constructor;
        private List<String> initializer;

        @Inject
        public EveryWay(@OdbRoot("names") List<String> constructor) {
            this.constructor = constructor;
        }

        @Inject
        void initialize(@OdbRoot("names") List<String> names) {
            initializer = names;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Noisy {}

    @Noisy
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class Loud {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            ((Shared) context.getTarget())
                    .log.add("around " + context.getMethod().getName());
            return context.proceed();
        }
    }
}
