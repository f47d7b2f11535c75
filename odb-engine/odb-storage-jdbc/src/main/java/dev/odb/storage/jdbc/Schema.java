package dev.odb.storage.jdbc;

import dev.odb.core.copy.CopyMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tables. The row about the whole comes last, so that tables without it are those of a creation that was cut
 * short, which begins again.
 */
final class Schema {
    /** What this software writes; a migration from each earlier format will stand here when there is one. */
    static final int FORMAT = 1;

    private static final System.Logger LOGGER = System.getLogger(Schema.class.getName());
    private static final int ATTEMPTS = 5;
    private static final Pattern MADE =
            Pattern.compile("CREATE (?:OR REPLACE )?(TABLE|VIEW|SEQUENCE) (?:IF NOT EXISTS )?(\\w+)");

    private Schema() {}

    /** The identity of the database, which is made if it may be. Refuses tables that are too new. */
    static UUID open(Connections connections, boolean readOnly) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.once(connection -> open(connection, connections.location(), readOnly));
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || SqlFailure.connectionLost(e)) {
                    throw e;
                }
                // another process may be making the tables, and then they are there next time
                LOGGER.log(System.Logger.Level.DEBUG, "Opening again", e);
            }
        }
    }

    private static UUID open(Connection connection, String location, boolean readOnly) throws SQLException {
        Dialect dialect = Dialect.of(connection, location);
        if (isThere(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT format, database_id, copying FROM odb_database")) {
                if (rows.next()) {
                    return identity(rows, location);
                }
            }
        }
        if (readOnly) {
            throw JdbcMessages.noDatabase(location);
        }
        return create(connection, dialect, false);
    }

    /**
     * Makes the tables of a database that cannot be opened until it is said to be complete. What is left of a copy that was
     * not completed goes.
     */
    static UUID openForCopy(Connection connection, String location) throws SQLException {
        Dialect dialect = Dialect.of(connection, location);
        if (isThere(connection)) {
            if (hasDatabase(connection)) {
                throw CopyMessages.occupied(location, "there is a database in its tables");
            }
            if (isInUse(connection)) {
                throw JdbcMessages.copyUnderWay(location);
            }
            drop(connection);
        }
        return create(connection, dialect, true);
    }

    private static boolean hasDatabase(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM odb_database WHERE NOT copying") > 0;
    }

    private static boolean isInUse(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM odb_server WHERE expires_at >= CURRENT_TIMESTAMP") > 0;
    }

    /** Drops what {@link #create} makes; the table that says that a copy is incomplete comes last. */
    static void drop(Connection connection) throws SQLException {
        List<String> made = new ArrayList<>();
        for (String sql : statements(Dialect.of(connection, ""))) {
            Matcher name = MADE.matcher(sql);
            if (name.lookingAt()) {
                made.add(0, "DROP " + name.group(1) + " IF EXISTS " + name.group(2));
            }
        }
        made.sort(Comparator.comparing(sql -> sql.startsWith("DROP VIEW") ? 0 : sql.endsWith(" odb_database") ? 2 : 1));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : made) {
                statement.execute(sql);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static UUID identity(ResultSet rows, String location) throws SQLException {
        int format = rows.getInt(1);
        if (format > FORMAT) {
            throw JdbcMessages.tooNew(location, format, FORMAT);
        }
        if (rows.getBoolean(3)) {
            throw JdbcMessages.incompleteCopy(location);
        }
        return rows.getObject(2, UUID.class);
    }

    private static boolean isThere(Connection connection) throws SQLException {
        String sql = "SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'odb_database'"
                + " AND table_schema = CURRENT_SCHEMA";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    /** Of two processes that do so at once one fails, at whatever statement, and is to look again. */
    private static UUID create(Connection connection, Dialect dialect, boolean copying) throws SQLException {
        UUID identity = UUID.randomUUID();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(dialect)) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_database"
                + " (id, format, database_id, packed_tid, next_oid, copying) VALUES (1, ?, ?, 0, 1, ?)")) {
            row.setInt(1, FORMAT);
            row.setObject(2, identity);
            row.setBoolean(3, copying);
            row.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO odb_commit_sequence (id, last_tid, branches, notices) VALUES (1, 0, 0, 0)");
        }
        connection.commit();
        connection.setAutoCommit(true);
        return identity;
    }

    private static String[] statements(Dialect dialect) {
        try (InputStream file = Schema.class.getResourceAsStream("schema.sql")) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return sql.replaceAll("(?m)^--.*$", "")
                    .replace("${bytes}", dialect.bytes())
                    .strip()
                    .split(";\\s*(\n|$)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
