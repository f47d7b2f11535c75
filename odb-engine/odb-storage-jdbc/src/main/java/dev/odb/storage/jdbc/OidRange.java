package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The oids that this process may give out: a range that it took from the database, so that no other gives them. */
final class OidRange {
    private static final long AT_ONCE = 1000;

    private long next;
    private long end;
    /** All oids below are somebody's in the database; perhaps more are. */
    private long given;

    /** All oids below are somebody's. */
    synchronized void startAt(long oid) {
        next = oid;
        end = oid;
        given = oid;
    }

    /** The first of so many, or 0 if a new range is needed. */
    synchronized long take(int count) {
        if (end - next < count) {
            return 0;
        }
        next += count;
        return next - count;
    }

    /** Takes a new range from the database; it is this process's after {@link Reservation#done}. */
    Reservation reserve(int count) {
        return new Reservation(Math.max(count, AT_ONCE));
    }

    private synchronized void took(long first, long last) {
        next = first;
        end = last;
        given = Math.max(given, last);
    }

    /** Whether it is known that it is somebody's in the database. */
    synchronized boolean isGiven(long oid) {
        return oid < given;
    }

    /** Says in the database that all oids up to this one are somebody's; true if this one was nobody's. */
    boolean raise(Connection connection, long highest) throws SQLException {
        if (isGiven(highest)) {
            return false;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE odb_database SET next_oid = ? WHERE next_oid < ?")) {
            statement.setLong(1, highest + 1);
            statement.setLong(2, highest + 1);
            return statement.executeUpdate() > 0;
        }
    }

    /**
     * Oids up to this one were written. Of the range of this process nothing below is given out any more if it is within, or was
     * nobody's; if it is of another process's range that does not matter.
     */
    synchronized void written(long highest, boolean wasNobodys) {
        given = Math.max(given, highest + 1);
        if (wasNobodys || highest >= next && highest < end) {
            skipTo(highest + 1);
        }
    }

    /** Oids up to this one are about to be written. */
    synchronized void avoid(long highest) {
        next = Math.max(next, highest + 1);
        end = Math.max(end, next);
    }

    /** Nothing below is given out. */
    synchronized void skipTo(long oid) {
        given = Math.max(given, oid);
        next = Math.max(next, oid);
        end = Math.max(end, next);
    }

    /** The transaction that takes a range. */
    final class Reservation implements Change {
        private final long size;
        private long last;

        private Reservation(long size) {
            this.size = size;
        }

        @Override
        public void write(WriteTransaction transaction) throws SQLException {
            transaction.lockSequence();
            Connection connection = transaction.connection();
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE odb_database SET next_oid = next_oid + " + size);
            }
            last = Sql.number(connection, "SELECT next_oid FROM odb_database");
        }

        /** If it was, that range is nobody's, and another one is taken. */
        @Override
        public boolean isCommitted(Connection connection) {
            return false;
        }

        /** It is committed. */
        void done() {
            took(last - size, last);
        }
    }
}
