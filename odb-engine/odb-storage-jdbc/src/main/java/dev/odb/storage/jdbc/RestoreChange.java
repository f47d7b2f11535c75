package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.References;
import dev.odb.core.storage.local.Oids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Repeats a transaction of another storage under its tid. */
record RestoreChange(long tid, Batch batch, String commitId, References references, OidRange oids) implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        Connection connection = transaction.connection();
        var heads = transaction.lockWithSequence(List.of(batch));
        oids.raise(connection, Oids.highest(batch.writes().oids()));
        try (BatchWriter writer = new BatchWriter(connection, references)) {
            writer.add(tid, commitId, batch, heads);
            writer.finish(transaction.lockSequence().advanced(tid, 0, false));
        }
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM odb_transaction WHERE commit_id = ?")) {
            statement.setString(1, commitId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
