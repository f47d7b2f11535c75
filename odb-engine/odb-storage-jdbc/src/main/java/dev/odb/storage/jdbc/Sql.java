package dev.odb.storage.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** Statements about numbers, in short. */
final class Sql {
    private Sql() {}

    /** Something that takes the rows of a query one by one. */
    @FunctionalInterface
    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** Changes rows; how many. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** The number that a query gives, 0 for null or no row. */
    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        long[] found = {0};
        query(connection, sql, row -> found[0] = row.getLong(1), parameters);
        return found[0];
    }

    /** How many rows it gave. */
    static int query(Connection connection, String sql, Row taker, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    taker.take(rows);
                    count++;
                }
                return count;
            }
        }
    }

    /** The numbers of the first column. */
    static long[] numbers(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                long[] found = new long[16];
                int size = 0;
                while (rows.next()) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = rows.getLong(1);
                }
                return Arrays.copyOf(found, size);
            }
        }
    }

    /** Arrays of longs are for {@code = ANY(?)}. */
    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof long[] oids) {
                Array array = Dialect.array(statement.getConnection(), oids, 0, oids.length);
                statement.setArray(i + 1, array);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }

    /** Locks the row about the whole. */
    static void lockDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT id FROM odb_database WHERE id = 1 FOR UPDATE");
        }
    }
}
