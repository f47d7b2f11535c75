package dev.odb.cdi.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.cdi.OdbDatabase;
import dev.odb.cdi.OdbRoot;
import dev.odb.spi.ConnectionFactories;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names of databases that are wrong, or not there yet, when an application is deployed. */
class UnknownDatabaseTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(name -> ConnectionFactories.unregister(name, ConnectionFactories.get(name)));
    }

    @Test
    void unknownName_isAMistakeThatListsThoseThatAreOpen() {
        open("odb");
        open("crm");

        assertThatThrownBy(() -> deploy(Duration.ZERO, Unknown.class))
                .hasMessageContaining("ODB-6001: The deployment has 2 mistakes")
                .hasMessageContaining("ODB-6002: @OdbRoot(\"x\") at " + Unknown.class.getName() + ".root: no database"
                        + " named 'cmr' is open in this server, only [crm, odb]; correct the name")
                .hasMessageContaining("ODB-6016: @OdbDatabase(\"cmr\") at " + Unknown.class.getName() + ".service: no");
    }

    @Test
    void noName_isAMistakeAmongSeveralWithoutTheDefault() {
        open("crm");
        open("shop");

        assertThatThrownBy(() -> deploy(Duration.ZERO, Nameless.class))
                .hasMessageContaining("several databases are open in this server, [crm, shop]");
    }

    @Test
    void noName_isTheDefaultAmongSeveral() {
        open("crm");
        open("odb");

        deploy(Duration.ZERO, Nameless.class);

        assertThat(ConnectionFactories.get("")).isSameAs(ConnectionFactories.get("odb"));
    }

    /** Nothing can be told then: the adapter may be about to start. */
    @Test
    void nameWhereNoDatabaseIsOpen_isNoMistake() {
        deploy(Duration.ZERO, Unknown.class);
    }

    /** The adapter opens its databases one after the other, perhaps while applications are deployed. */
    @Test
    void databaseThatIsBeingOpened_isWaitedFor() throws Exception {
        open("odb");
        Thread deployment = Thread.currentThread();
        Thread adapter = new Thread(() -> {
            while (deployment.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            ConnectionFactories.register("cmr", factory());
        });
        adapter.start();
        assertThat(new Databases(LONG).mistake("cmr")).isNull();
        adapter.join();
        open.add("cmr");
    }

    private static void deploy(Duration patience, Class<?> bean) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new OdbExtension(patience))
                .addBeanClasses(bean)
                .initialize()) {
            assertThat(container.select(bean).isResolvable()).isTrue();
        }
    }

    private void open(String name) {
        ConnectionFactories.register(name, factory());
        open.add(name);
    }

    private static OdbConnectionFactory factory() {
        return (OdbConnectionFactory) Proxy.newProxyInstance(
                OdbConnectionFactory.class.getClassLoader(),
                new Class<?>[] {OdbConnectionFactory.class},
                (proxy, method, arguments) -> method.getName().equals("equals") ? proxy == arguments[0] : null);
    }

    @Dependent
    public static class Unknown {
        @Inject
        @OdbRoot(value = "x", database = "cmr")
        private List<String> root;

        @Inject
        @OdbDatabase("cmr")
        private OdbConnection service;
    }

    @Dependent
    public static class Nameless {
        @Inject
        @OdbRoot("x")
        private List<String> root;

        @Inject
        private DatabaseAdministration service;
    }
}
