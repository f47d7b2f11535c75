package dev.odb.storage.jdbc;

import dev.odb.core.storage.References;
import dev.odb.core.storage.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Repeats transactions of another storage under their tids.
 *
 * @param transactions in the order of tids
 * @param name unique, of which the names of the commits are made
 */
record RestoreChange(List<RestoredTransactions.One> transactions, String name, References references)
        implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        Connection connection = transaction.connection();
        Map<Long, Long> heads = Heads.lock(
                connection,
                transactions.stream().map(RestoredTransactions.One::batch).toList());
        transaction.lockSequence();
        long highest = 0;
        try (BatchWriter writer = new BatchWriter(connection, references)) {
            for (int i = 0; i < transactions.size(); i++) {
                RestoredTransactions.One one = transactions.get(i);
                Writes writes = one.batch().writes();
                if (i > 0 && looksBack(writes)) {
                    // what a state is compared with must be in the tables
                    writer.flush();
                }
                writer.add(one.tid(), commitId(i), one.batch(), heads);
                for (long oid : writes.oids()) {
                    heads.put(oid, one.tid());
                    highest = Math.max(highest, oid);
                }
            }
            writer.flush();
        }
        raiseOids(connection, highest + 1);
        Group.setLastTid(connection, transactions.get(transactions.size() - 1).tid());
    }

    /** Whether a state is said to be that of a revision that is written here. */
    private boolean looksBack(Writes writes) {
        long first = transactions.get(0).tid();
        for (int i = 0; i < writes.size(); i++) {
            if (writes.dataSerial(i) >= first) {
                return true;
            }
        }
        return false;
    }

    private static void raiseOids(Connection connection, long end) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE odb_database SET next_oid = ? WHERE next_oid < ?")) {
            statement.setLong(1, end);
            statement.setLong(2, end);
            statement.executeUpdate();
        }
    }

    private String commitId(int index) {
        return name + "-" + index;
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM odb_transaction WHERE commit_id = ?")) {
            statement.setString(1, commitId(0));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
