package dev.odb.benchmarks.contestants;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The schema that a contestant has in the PostgreSQL of this run, called like the folder that it would have. */
public final class PostgresSchema {
    /** The system property with the server's URL. */
    public static final String SERVER = "odb.benchmark.postgres";

    private PostgresSchema() {}

    /** A JDBC URL whose connections use the schema. */
    static String url(Path folder) {
        return server() + "&currentSchema=" + name(folder);
    }

    /** Makes it empty, but for what these statements make. */
    static void recreate(Path folder, String... then) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + name(folder) + " CASCADE");
            statement.execute("CREATE SCHEMA " + name(folder));
            statement.execute("SET search_path TO " + name(folder));
            for (String each : then) {
                statement.execute(each);
            }
        }
    }

    /** Nobody pays for vacuuming later, and all are looked up with the statistics of what is there. */
    static void vacuum(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(folder));
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static String server() {
        return System.getProperty(SERVER);
    }

    private static String name(Path folder) {
        return folder.getFileName().toString().replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
