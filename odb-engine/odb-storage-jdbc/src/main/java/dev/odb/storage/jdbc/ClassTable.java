package dev.odb.storage.jdbc;

import dev.odb.core.storage.local.ClassCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The class catalog, all of it in memory. */
final class ClassTable {
    private final Publisher publisher;
    private final ClassCatalog catalog = new ClassCatalog();

    ClassTable(Connections connections, Publisher publisher) {
        this.publisher = publisher;
        connections.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id, description FROM odb_class ORDER BY id")) {
                while (rows.next()) {
                    catalog.add(rows.getInt(1), rows.getBytes(2));
                }
            }
            return null;
        });
    }

    /** The description's id, or 0. */
    int id(byte[] description) {
        return catalog.id(description);
    }

    byte[] description(int id) {
        return catalog.description(id);
    }

    synchronized int define(byte[] description) {
        int known = catalog.id(description);
        if (known != 0) {
            return known;
        }
        int id = catalog.nextId();
        publisher.run(new Definition(id, description), () -> catalog.add(id, description));
        return id;
    }

    private record Definition(int id, byte[] description) implements Change {
        @Override
        public void write(WriteTransaction transaction) throws SQLException {
            try (PreparedStatement row = transaction
                    .connection()
                    .prepareStatement("INSERT INTO odb_class (id, description) VALUES (?, ?)")) {
                row.setInt(1, id);
                row.setBytes(2, description);
                row.executeUpdate();
            }
        }

        /** With its owner locked, only this process adds classes. */
        @Override
        public boolean isCommitted(Connection connection) throws SQLException {
            return JdbcStorage.number(connection, "SELECT COUNT(*) FROM odb_class WHERE id = " + id) > 0;
        }
    }
}
