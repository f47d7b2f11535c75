package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.OdbException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two deployments in one transaction: with the same class {@link Account}, and with one of their own each. */
class OwnClassesTest {
    private final TestServer server = TestServer.inMemory();
    private final List<Recording> resources = new ArrayList<>();
    private OdbConnectionFactoryImpl factory;

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 100);
        server.create(factory, "other", 10);
        server.connections.wrap(resource -> {
            Recording recording = new Recording(resource);
            resources.add(recording);
            return recording;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A deployment that has an account class of its own, from the same file. */
    private static final class Deployment extends URLClassLoader {
        Deployment() {
            super("second.war", new URL[0], OwnClassesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Account.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> own = findLoadedClass(name);
            return own == null ? define(name) : own;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static void in(ClassLoader deployment, TestServer.Work work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(deployment);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Object account(String root) {
        return with(factory, connection -> connection.root(root, Object.class));
    }

    private static Object call(Object account, String name, Object... arguments) throws Exception {
        for (Method method : account.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                method.setAccessible(true);
                try {
                    return method.invoke(account, arguments);
                } catch (InvocationTargetException e) {
                    throw (Exception) e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    @Test
    void deploymentsWithOneClass_shareTheObject() throws Exception {
        try (URLClassLoader war = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            server.inTransaction(() -> {
                Object mine = account("account");
                in(war, () -> assertThat(account("account")).isSameAs(mine));
            });
        }
    }

    @Test
    void deploymentsWithClassesOfTheirOwn_areOneBranch() throws Exception {
        try (Deployment second = new Deployment()) {
            server.inTransaction(() -> {
                add(factory, "account", 1);
                in(second, () -> {
                    Object theirs = factory.currentRoot("account", Object.class);
                    assertThat(theirs.getClass().getClassLoader()).isSameAs(second);
                    assertThat(call(theirs, "balance")).isEqualTo(101);
                    call(account("other"), "add", 5);
                });
                assertThat((int) with(
                                factory, c -> c.root("other", Account.class).balance()))
                        .isEqualTo(15);
            });
        }

        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.balance(factory, "other")).isEqualTo(15);
        // one for this and for each look at the balances
        assertThat(resources)
                .extracting(r -> r.calls.get(0))
                .filteredOn("start"::equals)
                .hasSize(3);
    }

    @Test
    void oneObjectChangedByBoth_isAnErrorThatNamesBoth() throws Exception {
        try (Deployment second = new Deployment()) {
            server.inTransaction(() -> {
                add(factory, "account", 1);
                in(second, () -> assertThatExceptionOfType(OdbException.class)
                        .isThrownBy(() -> call(account("account"), "add", 5))
                        .withMessageContaining("ODB-2780")
                        .withMessageContaining("second.war")
                        .withMessageContaining("'app'"));
            });
        }

        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }
}
