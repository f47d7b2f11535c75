package dev.odb.storage.jdbc;

import static dev.odb.storage.jdbc.Rows.Type.BIGINT;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * The one row that orders commits. What else is in it is there because whoever locks it sees what it was when it was locked,
 * while anything in another table would be what it was before the waiting.
 *
 * @param lastTid the newest transaction
 * @param branches how many branches are prepared
 * @param notices how often there was something for processes to look at: one of them was removed, or a branch was decided by
 *     another one than had prepared it
 * @param packs how many packs have decided what goes
 * @param gate the process for which all others wait with their commits, or null
 */
record CommitSequence(long lastTid, int branches, long notices, long packs, UUID gate) {
    private static final String SELECT = "SELECT last_tid, branches, notices, packs,"
            + " CASE WHEN gate_until > CURRENT_TIMESTAMP THEN gate END FROM odb_commit_sequence WHERE id = 1";
    /** Reads it, and from here on nobody else commits, until the transaction ends. */
    static final String LOCK = SELECT + " FOR UPDATE";

    private static final Rows.Shape ROW = Rows.update(
            "odb_commit_sequence", List.of("last_tid", "branches", "notices"), "id", BIGINT, BIGINT, BIGINT, BIGINT);

    /** As it is. */
    static CommitSequence read(Connection connection) throws SQLException {
        return select(connection, SELECT);
    }

    /** From here on nobody else commits, until the transaction ends. */
    static CommitSequence lock(Connection connection) throws SQLException {
        return select(connection, LOCK);
    }

    private static CommitSequence select(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return of(row);
        }
    }

    /** What a select of it gave. */
    static CommitSequence of(ResultSet row) throws SQLException {
        row.next();
        return new CommitSequence(
                row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4), row.getObject(5, UUID.class));
    }

    /** Whether somebody else than this process has closed the gate. */
    boolean isClosedTo(UUID incarnation) {
        return gate != null && !gate.equals(incarnation);
    }

    /** The row after transactions of which some committed branches; to be sent with it locked. */
    Rows advanced(long tid, int decided, boolean notice) {
        Rows row = new Rows(ROW);
        row.add(tid, (long) branches - decided, notices + (notice ? 1 : 0), 1L);
        return row;
    }

    /** Sends it. */
    void advance(Connection connection, long tid, int decided, boolean notice) throws SQLException {
        Rows.send(connection, Dialect.of(connection), List.of(advanced(tid, decided, notice)));
    }
}
