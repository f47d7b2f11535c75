package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.StorageUnreachableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that cannot be opened: those worth another try later, and the others. */
class OpeningTest {
    @Test
    void refusedConnection_isUnreachable() {
        assertUnreachable(new SQLException("refused", "08001"));
        assertUnreachable(new SQLException("is starting up", "57P03"));
    }

    /** A pool says what it heard from the driver in a cause, and nothing at all if it has no connection left. */
    @Test
    void poolWithoutConnection_isUnreachable() {
        assertUnreachable(new SQLException(new IllegalStateException(new SQLException("refused", "08001"))));
        assertUnreachable(new SQLException(new IllegalStateException("no managed connections available")));
    }

    @Test
    void whatWillNotGetBetter_isNot() {
        for (SQLException failure : new SQLException[] {
            new SQLException("wrong password", "28P01"),
            new SQLException(new IllegalStateException(new SQLException("wrong password", "28P01"))),
            new SQLException("no such database", "3D000")
        }) {
            assertThatThrownBy(() -> open(failure))
                    .isExactlyInstanceOf(OdbException.class)
                    .hasMessageContainingAll("ODB-4312", "the place");
        }
    }

    @Test
    void h2UserWhoIsNoAdministrator_isRefused(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:" + folder.resolve("db");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER plain PASSWORD 'plain'");
        }
        assertThatThrownBy(() ->
                        JdbcStorage.open(Address.of(url + ";USER=plain;PASSWORD=plain"), false, JdbcSettings.DEFAULT))
                .isExactlyInstanceOf(OdbException.class)
                .hasMessageContainingAll("ODB-4316", "ADMIN TRUE")
                .hasMessageNotContaining("PASSWORD");
    }

    @Test
    void nameThatIsNotInJndi_mayComeLater() {
        assertThatThrownBy(() -> Address.of("java:/nowhere"))
                .isInstanceOf(StorageUnreachableException.class)
                .hasMessageContainingAll("ODB-4350", "'java:/nowhere'");
    }

    @Test
    void urlThatNoDriverKnows_isNamedWithoutThePassword() {
        assertThatThrownBy(() -> Address.of("jdbc:nonsense://host/db?password=secret"))
                .isExactlyInstanceOf(OdbException.class)
                .hasMessageContainingAll("ODB-4352", "'jdbc:nonsense://host/db'")
                .hasMessageNotContaining("secret");
    }

    private static void assertUnreachable(SQLException failure) {
        assertThatThrownBy(() -> open(failure))
                .isInstanceOf(StorageUnreachableException.class)
                .hasMessageContainingAll("ODB-4351", "the place")
                .hasCause(failure);
    }

    private static void open(SQLException failure) {
        Address address = new Address("the place", true, () -> {
            throw failure;
        });
        JdbcStorage.open(address, false, JdbcSettings.DEFAULT).close();
    }
}
