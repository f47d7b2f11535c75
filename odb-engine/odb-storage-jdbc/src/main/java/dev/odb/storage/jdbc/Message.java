package dev.odb.storage.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Statements that are sent together, so that one answer is waited for; for a database that {@linkplain Dialect#takesArrays can do
 * that}. Of those after one that fails none is done.
 */
final class Message {
    private final StringJoiner sql = new StringJoiner("; ");
    private final List<Object> parameters = new ArrayList<>();

    /** Something that takes the results in the order of the statements. */
    @FunctionalInterface
    interface Results<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** An array among the parameters. */
    record Values(String type, Object[] elements) {}

    /** Adds a statement with numbers, texts and {@linkplain Values arrays}. */
    Message add(String statement, List<?> values) {
        sql.add(statement);
        parameters.addAll(values);
        return this;
    }

    /** Sends all. */
    <T> T send(Connection connection, Results<T> results) throws SQLException {
        List<Array> arrays = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i) instanceof Values values) {
                    Array array = connection.createArrayOf(values.type, values.elements);
                    arrays.add(array);
                    statement.setArray(i + 1, array);
                } else {
                    statement.setObject(i + 1, parameters.get(i));
                }
            }
            statement.execute();
            T result = results.of(statement);
            for (Array each : arrays) {
                each.free();
            }
            return result;
        }
    }
}
