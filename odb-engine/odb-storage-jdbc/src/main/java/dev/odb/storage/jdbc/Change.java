package dev.odb.storage.jdbc;

import dev.odb.core.storage.StaleRecordsException;
import java.sql.Connection;
import java.sql.SQLException;

/** Something that is written in one transaction of the database. It may be run again from its beginning. */
interface Change {
    /** Writes; whatever it throws, nothing of it stays. */
    void write(WriteTransaction transaction) throws SQLException, StaleRecordsException;

    /** Whether it waits while another process has closed the commit gate. */
    default boolean waitsAtGate() {
        return false;
    }

    /**
     * Whether what {@link #write} wrote last is there. Asked when the answer to its commit was lost, with the commit
     * sequence locked, so that it is not still being committed. If it says no, the change is run again.
     */
    boolean isCommitted(Connection connection) throws SQLException;
}
