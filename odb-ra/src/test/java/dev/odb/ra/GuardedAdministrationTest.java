package dev.odb.ra;

import static dev.odb.ra.TestServer.with;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.AuditQuery;
import dev.odb.DatabaseAdministration;
import dev.odb.NotPermittedException;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.PackOptions;
import dev.odb.StoredTransaction;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Administration from inside a server. */
class GuardedAdministrationTest {
    /** The calls that tell nothing of the stored data, by name. */
    private static final Set<String> FREE = Set.of("statistics", "health");

    private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
            entry(int.class, 1),
            entry(long.class, 1L),
            entry(String.class, "anna"),
            entry(OdbCredentials.class, OdbCredentials.of("anna", new char[] {'x'})),
            entry(AuditQuery.class, AuditQuery.everything()),
            entry(PackOptions.class, PackOptions.before(Instant.EPOCH)),
            entry(Instant.class, Instant.EPOCH),
            entry(Duration.class, Duration.ofDays(1)));

    private final TestServer server = TestServer.inMemory();
    private OdbConnectionFactory factory;
    private DatabaseAdministration administration;

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 1);
        administration = factory.administration();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyCall_requiresTheRole() throws Exception {
        Method[] calls = DatabaseAdministration.class.getMethods();
        assertThat(calls).hasSizeGreaterThan(5);
        for (Method call : calls) {
            Request.of("bob", Set.of("user"), () -> {
                Throwable failure = catchThrowable(() -> call(call));
                if (FREE.contains(call.getName())) {
                    assertThat(failure).as(call.getName()).isNull();
                } else {
                    assertThat(failure).as(call.getName()).isInstanceOf(NotPermittedException.class);
                }
            });
        }
        Request.of("anna", Set.of("odb-admin"), () -> {
            assertThat(administration.users()).isEmpty();
        });
    }

    private void call(Method call) throws Throwable {
        Object[] arguments =
                Arrays.stream(call.getParameterTypes()).map(ARGUMENTS::get).toArray();
        assertThat(arguments).as("an argument for %s", call).doesNotContainNull();
        try {
            call.invoke(administration, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void refusal_namesCallRoleCallerAndRemedy() throws Exception {
        Request.of("bob", Set.of("user"), () -> {
            assertThatExceptionOfType(NotPermittedException.class)
                    .isThrownBy(() -> administration.undoLog(0, 1))
                    .withMessageContainingAll(
                            "ODB-5262",
                            "undoLog",
                            "'odb'",
                            "'odb-admin'",
                            "'bob'",
                            "@RunAs(\"odb-admin\")",
                            "adminRole");
        });
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> administration.undoLog(0, 1))
                .withMessageContaining("not signed on");
    }

    @Test
    void administrator_packsWithProgressAndSeesThePast() throws Exception {
        long[] oid = new long[1];
        server.inTransaction(() -> oid[0] = with(factory, c -> c.oid(c.root("account", Account.class))));
        Request.of("anna", Set.of("odb-admin"), () -> {
            assertThat(administration.undoLog(0, 10)).isNotEmpty();
            assertThat(administration.history(oid[0], 10)).hasSize(1);
            try (Stream<StoredTransaction> transactions = administration.transactions(0, Long.MAX_VALUE)) {
                assertThat(transactions.count()).isPositive();
            }
            int[] told = new int[1];
            administration.pack(PackOptions.before(Instant.now()).withListener(progress -> ++told[0] > 0));
            assertThat(told[0]).isPositive();
        });
    }

    @Test
    void roleOfTheDefinition_isTheOneThatCounts() throws Exception {
        DatabaseAdministration other = factory("shop-admin").administration();

        Request.of("anna", Set.of("odb-admin"), () -> {
            assertThatExceptionOfType(NotPermittedException.class).isThrownBy(other::users);
        });
        Request.of("anna", Set.of("shop-admin"), () -> {
            assertThat(other.users()).isEmpty();
        });
    }

    @Test
    void star_requiresNone() throws Exception {
        assertThat(factory("*").administration().users()).isEmpty();
    }

    /** A bean that runs with less than the user of the request must not gain by the request. */
    @Test
    void roleOfTheBean_goesBeforeTheOneOfTheRequest() throws Exception {
        Request.of(
                "anna",
                Set.of("odb-admin"),
                () -> Bean.calledBy("anna", Set.of("user"), () -> {
                    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(administration::users);
                }));
        Request.of(
                "bob",
                Set.of("user"),
                () -> Bean.calledBy("anna", Set.of("odb-admin"), () -> {
                    assertThat(administration.users()).isEmpty();
                }));
        Request.of(
                "anna",
                Set.of("odb-admin"),
                () -> Bean.calledBy(null, Set.of(), () -> {
                    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(administration::users);
                }));
    }

    @Test
    void undoAndExport_areAdministration() throws Exception {
        long tid = server.definition("odb")
                .database()
                .administration()
                .undoLog(0, 1)
                .get(0)
                .tid();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        List<Throwable> refused = new ArrayList<>();
        server.inTransaction(() -> with(factory, c -> {
            refused.add(catchThrowable(() -> c.undo(tid)));
            refused.add(catchThrowable(() -> c.exportTo(c.root("account", Account.class), out)));
            return null;
        }));
        assertThat(refused).hasSize(2).allMatch(NotPermittedException.class::isInstance);
        assertThat(out.size()).isZero();

        Request.of("anna", Set.of("odb-admin"), () -> {
            server.inTransaction(() -> with(factory, c -> {
                c.root("account", Account.class).balance();
                return catchThrowable(() -> c.exportTo(c.root("account", Account.class), out));
            }));
        });
        assertThat(out.size()).isPositive();
    }

    private OdbConnectionFactory factory(String role) throws Exception {
        OdbManagedConnectionFactory definition = server.definition("other");
        definition.setAdminRole(role);
        return (OdbConnectionFactory) definition.createConnectionFactory(server.connections);
    }
}
