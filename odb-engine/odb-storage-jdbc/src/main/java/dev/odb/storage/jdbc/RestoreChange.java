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
record RestoreChange(List<RestoredTransactions.One> transactions, String name, References references, OidRange oids)
        implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        Connection connection = transaction.connection();
        Map<Long, Long> heads = transaction.lockWithSequence(
                transactions.stream().map(RestoredTransactions.One::batch).toList());
        long highest = 0;
        try (BatchWriter writer = new BatchWriter(transaction, references)) {
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
            oids.raise(connection, highest);
            long last = transactions.get(transactions.size() - 1).tid();
            writer.finish(transaction.lockSequence().advanced(last, 0, false));
        }
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
