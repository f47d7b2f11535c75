package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A transaction of the database that writes: it locks the row of the commit sequence, and only the owner may. */
final class WriteTransaction {
    private final Connection connection;
    private final UUID owner;
    private final String location;
    private long lastTid = -1;
    private long packs;

    WriteTransaction(Connection connection, UUID owner, String location) {
        this.connection = connection;
        this.owner = owner;
        this.location = location;
    }

    Connection connection() {
        return connection;
    }

    /** Locks the row, after all other rows. From here on nobody else commits; gives the newest tid. */
    long lockSequence() throws SQLException {
        if (lastTid < 0) {
            lastTid = lock();
        }
        return lastTid;
    }

    /** How many packs have decided what goes, once the row is locked. */
    long packs() {
        return packs;
    }

    private long lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT last_tid, owner, packs FROM odb_commit_sequence WHERE id = 1 FOR UPDATE")) {
            row.next();
            if (!owner.equals(row.getObject(2, UUID.class))) {
                throw JdbcMessages.takenOver(location);
            }
            packs = row.getLong(3);
            return row.getLong(1);
        }
    }
}
