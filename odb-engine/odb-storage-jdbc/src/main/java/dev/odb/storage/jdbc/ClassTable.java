package dev.odb.storage.jdbc;

import dev.odb.core.storage.local.ClassCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The class catalog: in memory what was looked up, and more is looked up when somebody asks for what is not there. Ids are
 * given with the commit sequence locked, so that no two processes give one twice, or two to one description.
 */
final class ClassTable {
    private final Connections connections;
    private final Publisher publisher;
    private final ClassCatalog catalog = new ClassCatalog();

    ClassTable(Connections connections, Publisher publisher) {
        this.connections = connections;
        this.publisher = publisher;
        lookUp();
    }

    /** The description's id, or 0. */
    int id(byte[] description) {
        int known = catalog.id(description);
        if (known != 0) {
            return known;
        }
        lookUp();
        return catalog.id(description);
    }

    /** The description, or null. */
    byte[] description(int id) {
        byte[] known = catalog.description(id);
        if (known != null) {
            return known;
        }
        lookUp();
        return catalog.description(id);
    }

    /** Learns what others have defined. */
    private synchronized void lookUp() {
        connections.read(connection -> after(connection, catalog.nextId() - 1)).forEach(catalog::add);
    }

    private static Map<Integer, byte[]> after(Connection connection, int id) throws SQLException {
        Map<Integer, byte[]> found = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, description FROM odb_class WHERE id > ? ORDER BY id")) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getBytes(2));
                }
            }
        }
        return found;
    }

    synchronized int define(byte[] description) {
        int known = catalog.id(description);
        if (known != 0) {
            return known;
        }
        Definition definition = new Definition(description);
        publisher.run(definition, () -> definition.known.forEach(catalog::add));
        return catalog.id(description);
    }

    private final class Definition implements Change {
        private final byte[] description;
        /** What is in the table and not in memory. */
        private Map<Integer, byte[]> known;

        Definition(byte[] description) {
            this.description = description;
        }

        @Override
        public void write(WriteTransaction transaction) throws SQLException {
            transaction.lockSequence();
            Connection connection = transaction.connection();
            known = after(connection, catalog.nextId() - 1);
            ClassCatalog all = new ClassCatalog();
            known.forEach(all::add);
            if (all.id(description) != 0) {
                return;
            }
            int id = Math.max(all.nextId(), catalog.nextId());
            try (PreparedStatement row =
                    connection.prepareStatement("INSERT INTO odb_class (id, description) VALUES (?, ?)")) {
                row.setInt(1, id);
                row.setBytes(2, description);
                row.executeUpdate();
            }
            known.put(id, description);
        }

        /** If it was, that is found when it is run again. */
        @Override
        public boolean isCommitted(Connection connection) {
            return false;
        }
    }
}
