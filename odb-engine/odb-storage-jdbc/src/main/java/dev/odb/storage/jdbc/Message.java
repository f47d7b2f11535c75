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

    /** One of them. */
    record Part(String sql, List<?> parameters) {}

    /** Adds a statement with numbers, texts and {@linkplain Values arrays}. */
    Message add(String statement, List<?> values) {
        sql.add(statement);
        parameters.addAll(values);
        return this;
    }

    /** Adds changes of different tables as one statement: there is something to be done for each statement, whatever it does. */
    Message addAsOne(List<Part> changes) {
        StringJoiner all = new StringJoiner(", ", "WITH ", " SELECT 1");
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            all.add("change" + i + " AS (" + changes.get(i).sql + ")");
            values.addAll(changes.get(i).parameters);
        }
        return add(all.toString(), values);
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
