package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** In what the databases differ; everything else is SQL that PostgreSQL, YugabyteDB, CockroachDB and H2 share. */
enum Dialect {
    POSTGRESQL("BYTEA", true),
    H2("BINARY LARGE OBJECT", false);

    /** An error code of H2. */
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    private final String bytes;
    private final boolean arrays;

    Dialect(String bytes, boolean arrays) {
        this.bytes = bytes;
        this.arrays = arrays;
    }

    /** Whether it makes rows of arrays of any type, and takes several statements with parameters at once. */
    boolean takesArrays() {
        return arrays;
    }

    /** The type of binary data of any length. */
    String bytes() {
        return bytes;
    }

    /** That of a connection of a database that is open. */
    static Dialect of(Connection connection) throws SQLException {
        return of(connection, "");
    }

    /**
     * Has every statement see what was committed before it. H2 gives the result of an equal statement again if nothing was written
     * since; what was written before that and committed after it is then missing.
     */
    void readAnew(Connection connection, String location) throws SQLException {
        if (this == H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET OPTIMIZE_REUSE_RESULTS 0");
            } catch (SQLException e) {
                if (e.getErrorCode() == ADMIN_RIGHTS_REQUIRED) {
                    throw JdbcMessages.noAdministrator(location, e);
                }
                throw e;
            }
        }
    }

    /** Has the database, if it can do that, end a connection that does nothing for so long in the middle of a transaction. */
    void endIdleTransactions(Connection connection, Duration idleAtMost) throws SQLException {
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET idle_in_transaction_session_timeout = " + idleAtMost.toMillis());
            }
        }
    }

    /** That of a connection's database. */
    static Dialect of(Connection connection, String location) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default -> throw JdbcMessages.otherProduct(location, product);
        };
    }

    /** Oids as a parameter for {@code = ANY(?)}. */
    static java.sql.Array array(Connection connection, long[] oids, int from, int to) throws SQLException {
        Object[] boxed = new Object[to - from];
        for (int i = from; i < to; i++) {
            boxed[i - from] = oids[i];
        }
        return connection.createArrayOf("BIGINT", boxed);
    }
}
