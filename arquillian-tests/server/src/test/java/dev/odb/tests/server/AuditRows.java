package dev.odb.tests.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The audit table as a stopped server left it. */
final class AuditRows {
    private AuditRows() {}

    static Map<String, Integer> countByKey(TestServer server) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        try (Connection connection = open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT issue_key, COUNT(*) FROM audit GROUP BY issue_key")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
        }
        return counts;
    }

    /** The numbers in the table of {@code deliver.ParcelListener}. */
    static List<Integer> parcels(TestServer server) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT NUMBER FROM PARCELS")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    /** Branches that the database prepared and does not know the outcome of. */
    static int inDoubt(TestServer server) throws SQLException {
        try (Connection connection = open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.IN_DOUBT")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection open(TestServer server) throws SQLException {
        Path file = server.data().resolve("audit");
        return DriverManager.getConnection("jdbc:h2:file:" + file + ";IFEXISTS=TRUE", "sa", "sa");
    }
}
