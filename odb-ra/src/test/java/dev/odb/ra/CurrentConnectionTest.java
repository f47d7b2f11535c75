package dev.odb.ra;

import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.NoTransactionException;
import dev.odb.NotPermittedException;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection that is injected. */
class CurrentConnectionTest {
    private final TestServer server = TestServer.inMemory();
    private OdbConnectionFactoryImpl factory;
    private OdbConnection current;

    @BeforeEach
    void start() throws Exception {
        factory = server.factory("bank");
        server.create(factory, "account", 100);
        current = factory.currentConnection();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachTransaction_isTheOneThatIsWorkedIn() throws Exception {
        server.inTransaction(() -> {
            Account account = current.root("account", Account.class);
            account.add(1);
            Account connected = with(factory, c -> c.root("account", Account.class));
            assertThat(connected).isSameAs(account);
            server.inOtherTransaction(() ->
                    assertThat(current.root("account", Account.class).balance()).isEqualTo(100));
        });
        server.inTransaction(() ->
                assertThat(current.root("account", Account.class).balance()).isEqualTo(101));
    }

    @Test
    void close_doesNothing() throws Exception {
        server.inTransaction(() -> {
            try (OdbConnection closed = current) {
                closed.root("account", Account.class).add(1);
            }
            assertThat(current.root("account", Account.class).balance()).isEqualTo(101);
        });
    }

    @Test
    void endOfTheTransaction_isTheServers() throws Exception {
        server.inTransaction(() -> {
            assertThatThrownBy(current::commit).isInstanceOf(OdbException.class).hasMessageContaining("ODB-5025");
            assertThatThrownBy(current::rollback)
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining("ODB-5025");
        });
    }

    @Test
    void outsideATransaction_namesTheDatabase() {
        assertThatExceptionOfType(NoTransactionException.class)
                .isThrownBy(() -> current.roots())
                .withMessageContaining("ODB-5450")
                .withMessageContaining("'bank'");
        assertThat(current)
                .hasToString("current connection to the database 'bank'")
                .isEqualTo(current);
        assertThat(server.connections.created).isEqualTo(1);
    }

    @Test
    void checkedException_arrivesUnwrapped() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("full");
            }
        };
        server.inTransaction(() -> Request.of("anna", Set.of("odb-admin"), () -> assertThatThrownBy(
                        () -> current.exportTo(current.root("account", Account.class), full))
                .isInstanceOf(IOException.class)));
    }

    /** The guard stands in two places; a new operation must be added to both or to none. */
    @Test
    void callsThatRequireTheRole_areThoseOfAHandle() throws Exception {
        server.inTransaction(() -> Request.of("bob", Set.of("user"), () -> {
            Set<String> refused = refused(current);
            assertThat(refused).containsExactly("exportTo", "undo");
            try (OdbConnection handle = factory.getConnection()) {
                assertThat(refused(handle)).isEqualTo(refused);
            }
        }));
    }

    private static Set<String> refused(OdbConnection connection) {
        Set<String> refused = new TreeSet<>();
        for (Method call : OdbConnection.class.getMethods()) {
            if (!call.getName().equals("close")
                    && catchThrowable(() -> call(connection, call)) instanceof NotPermittedException) {
                refused.add(call.getName());
            }
        }
        return refused;
    }

    private static void call(OdbConnection connection, Method call) throws Throwable {
        Object[] arguments = Arrays.stream(call.getParameterTypes())
                .map(type -> type == long.class ? (Object) 1L : type == long[].class ? new long[] {1} : null)
                .toArray();
        try {
            call.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
