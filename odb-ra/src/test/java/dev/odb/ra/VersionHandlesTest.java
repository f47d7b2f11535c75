package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.NotPermittedException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbException;
import dev.odb.VersionInfo;
import dev.odb.VersionLockedException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles in versions, in JTA transactions. */
class VersionHandlesTest {
    private static final String V = "spring";

    private final TestServer server = TestServer.inMemory();
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 100);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void addIn(String version) {
        try (OdbConnection connection = factory.getConnection(version)) {
            connection.root("account", Account.class).add(1);
        }
    }

    @Test
    void change_isSeenInTheVersionOnly() throws Exception {
        server.inTransaction(() -> {
            addIn(V);
            addIn(V);
        });
        assertThat(server.balance(factory, "account")).isEqualTo(100);
        server.inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection(V)) {
                assertThat(connection.version()).isEqualTo(V);
                assertThat(connection.root("account", Account.class).balance()).isEqualTo(102);
            }
        });
        server.inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection()) {
                assertThat(connection.version()).isEmpty();
                Account account = connection.root("account", Account.class);
                assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> account.add(1));
                connection.commitVersion(V);
                assertThat(account.balance()).isEqualTo(102);
            }
        });
        assertThat(server.balance(factory, "account")).isEqualTo(102);
    }

    @Test
    void twoVersionsInOneTransaction_areRefusedByName() throws Exception {
        server.inTransaction(() -> {
            addIn(V);
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> addIn("autumn"))
                    .withMessageContainingAll("ODB-5120", "'spring'", "'autumn'");
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> ((OdbConnectionFactoryImpl) factory).currentRoot("account", Account.class))
                    .withMessageContainingAll("ODB-5120", "'spring'", "the main line");
            addIn(V);
        });
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> factory.getConnection(""))
                .withMessageContaining("ODB-3871");
    }

    @Test
    void versionOfTheCaller_isItsOwn() throws Exception {
        Request.of("anna", Set.of("user"), () -> server.inTransaction(() -> addIn(V)));
        Request.of(
                "bob",
                Set.of("user"),
                () -> server.inTransaction(() -> {
                    try (OdbConnection connection = factory.getConnection()) {
                        assertThatExceptionOfType(NotPermittedException.class)
                                .isThrownBy(() -> connection.commitVersion(V))
                                .withMessageContainingAll("ODB-3876", "anna", "bob");
                    }
                }));
        Request.of("carl", Set.of("odb-admin"), () -> {
            assertThat(factory.administration().versions())
                    .extracting(VersionInfo::owner)
                    .containsExactly("anna");
            factory.administration().commitVersion(V);
        });
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }
}
