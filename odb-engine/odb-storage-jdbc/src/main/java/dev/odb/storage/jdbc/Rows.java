package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Rows to be inserted into a table or changed in it. {@link #send} sends the rows of several tables; a database that takes
 * arrays gets all of them in one statement a table, and the statements together, so that one answer is waited for.
 */
final class Rows {
    private final Shape shape;
    private final List<Object[]> rows = new ArrayList<>();

    /** None yet. */
    Rows(Shape shape) {
        this.shape = shape;
    }

    /**
     * Of which table, and what is done with it.
     *
     * @param oneByOne the statement for one row
     * @param together the statement that makes rows of arrays
     */
    record Shape(String oneByOne, String together, List<Type> types) {}

    /** The type of a column. */
    enum Type {
        BIGINT(Long[].class),
        BOOLEAN(Boolean[].class),
        TEXT(String[].class),
        /** As text, which says it exactly; the database reads it. */
        TIMESTAMPTZ(String[].class),
        BYTEA(byte[][].class);

        private final Class<? extends Object[]> array;

        Type(Class<? extends Object[]> array) {
            this.array = array;
        }
    }

    /** New rows. */
    static Shape insert(String table, List<String> columns, Type... types) {
        String into = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") ";
        StringJoiner marks = new StringJoiner(", ", "VALUES (", ")");
        for (Type type : types) {
            marks.add(type == Type.TIMESTAMPTZ ? "CAST(? AS TIMESTAMP WITH TIME ZONE)" : "?");
        }
        return new Shape(into + marks, into + "SELECT * FROM " + unnest(types), List.of(types));
    }

    /** Rows that get other values in some columns, found by their key; the values and, last, the key are added for each. */
    static Shape update(String table, List<String> columns, String key, Type... types) {
        StringJoiner marks = new StringJoiner(", ", "UPDATE " + table + " SET ", " WHERE " + key + " = ?");
        StringJoiner values = new StringJoiner(", ", "UPDATE " + table + " SET ", "");
        StringJoiner names = new StringJoiner(", ", " AS changed (", ", changed_key)");
        for (String column : columns) {
            marks.add(column + " = ?");
            values.add(column + " = changed." + column);
            names.add(column);
        }
        return new Shape(
                marks.toString(),
                values + " FROM " + unnest(types) + names + " WHERE " + table + "." + key + " = changed.changed_key",
                List.of(types));
    }

    private static String unnest(Type... types) {
        StringJoiner arrays = new StringJoiner(", ", "unnest(", ")");
        for (Type type : types) {
            arrays.add("CAST(? AS " + type + "[])");
        }
        return arrays.toString();
    }

    /** Adds one; null is a value. */
    void add(Object... values) {
        rows.add(values);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Sends them all, and forgets them; those of a later table may refer to those of an earlier one. */
    static void send(Connection connection, Dialect dialect, List<Rows> tables) throws SQLException {
        if (tables.stream().allMatch(Rows::isEmpty)) {
            return;
        }
        if (dialect.takesArrays()) {
            Message message = new Message();
            tables.forEach(each -> each.addTo(message));
            message.send(connection, answered -> true);
        } else {
            for (Rows each : tables) {
                each.sendOneByOne(connection);
            }
        }
    }

    /** Adds the statement that makes or changes them, if there are any, and forgets them. */
    void addTo(Message message) {
        if (!rows.isEmpty()) {
            message.add(shape.together, columns());
            rows.clear();
        }
    }

    /** The statement that makes them if a condition holds; forgets them. */
    Message.Part take(String condition, List<?> parameters) {
        List<Object> all = new ArrayList<>(columns());
        all.addAll(parameters);
        rows.clear();
        return new Message.Part(shape.together + " WHERE " + condition, all);
    }

    private List<Message.Values> columns() {
        List<Message.Values> columns = new ArrayList<>();
        for (int column = 0; column < shape.types.size(); column++) {
            Type type = shape.types.get(column);
            Object[] values = Arrays.copyOf(new Object[0], rows.size(), type.array);
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            columns.add(new Message.Values(type.name().toLowerCase(Locale.ROOT), values));
        }
        return columns;
    }

    private void sendOneByOne(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(shape.oneByOne)) {
            for (Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    statement.setObject(column + 1, row[column]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        rows.clear();
    }
}
