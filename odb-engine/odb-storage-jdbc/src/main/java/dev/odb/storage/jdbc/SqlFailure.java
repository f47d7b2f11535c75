package dev.odb.storage.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failure of the database means. */
final class SqlFailure {
    /** Serialization failure, deadlock; H2: concurrent update, lock timeout. Nothing of the transaction is left. */
    private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01", "90131", "HYT00");
    /** Somebody else inserted the same row meanwhile. */
    private static final String DUPLICATE = "23505";

    /** A transaction stood still for too long. */
    private static final String IDLE_TOO_LONG = "25P03";

    private SqlFailure() {}

    /** Whether the transaction was certainly rolled back and may succeed if it is run again. */
    static boolean rolledBack(SQLException e) {
        return ROLLED_BACK.contains(state(e)) || state(e).equals(DUPLICATE);
    }

    /** Whether the connection is of no more use: lost, refused, or the server is shutting down or starting. */
    static boolean connectionLost(SQLException e) {
        return state(e).startsWith("08")
                || state(e).startsWith("57P")
                || state(e).equals(IDLE_TOO_LONG)
                || state(e).startsWith("90") && closedByH2(state(e))
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException;
    }

    /** Whether the database says that it has not done what it was asked to, and goes on. */
    static boolean refused(SQLException e) {
        return !state(e).isEmpty() && !connectionLost(e);
    }

    /** Whether no database was reached; a pool that has no connection to give says so without a state. */
    static boolean unreachable(SQLException e) {
        SQLException told = e;
        for (Throwable cause = e; cause != null && state(told).isEmpty(); cause = cause.getCause()) {
            told = cause instanceof SQLException next ? next : told;
        }
        return state(told).isEmpty() || connectionLost(told);
    }

    private static boolean closedByH2(String state) {
        return state.equals("90067") || state.equals("90098") || state.equals("90121") || state.equals("90007");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
