package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.odb.core.storage.References;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/**
 * Empty databases for tests: one server of PostgreSQL serves a whole run, each test with a schema of its own. It forces nothing,
 * since nobody switches the computer off under it; tests that kill a server have one of their own.
 */
final class Databases {
    private static Postgres server;
    private static int schemas;

    private Databases() {}

    /** A database in a file, which is gone from memory as soon as nobody is connected; the file is not made smaller then. */
    static String h2(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("db").toAbsolutePath() + ";MAX_COMPACT_TIME=0";
    }

    /** Skips the test, or fails it where nothing may be missing. */
    static synchronized void requirePostgres() {
        if (server == null && Postgres.isInstalled()) {
            server = Postgres.start("fsync=off");
        }
        if (server == null) {
            String reason = "PostgreSQL is not installed (Debian: postgresql).";
            if ("true".equals(System.getenv("CI"))) {
                fail(reason + " With CI=true that is a failure.");
            }
            System.out.println("Skipped: " + reason);
            abort(reason);
        }
    }

    /** An empty schema in the server of this run. */
    static synchronized String postgres() {
        String schema = "odb" + ++schemas;
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.url() + "&currentSchema=" + schema;
    }

    /** An empty one, of PostgreSQL or of H2 in the folder. */
    static String jdbc(boolean postgres, Path folder) {
        if (postgres) {
            requirePostgres();
            return postgres();
        }
        return h2(folder);
    }

    /** The URL for the object database of an empty one. */
    static String odb(boolean postgres, Path folder) {
        return "odb:jdbc:" + jdbc(postgres, folder);
    }

    /** The server of this run. */
    static synchronized Postgres server() {
        return server;
    }

    static JdbcStorage open(String url, InstantSource clock, References references) {
        JdbcSettings settings = JdbcSettings.DEFAULT.withClock(clock).withReferences(references);
        return JdbcStorage.open(Address.of(url), false, settings);
    }

    static JdbcStorage open(String url, boolean readOnly, InstantSource clock) {
        return JdbcStorage.open(Address.of(url), readOnly, JdbcSettings.DEFAULT.withClock(clock));
    }
}
