package dev.odb.storage.jdbc;

import dev.odb.core.storage.LiveSnapshots;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Tells the other processes, in this one's row of {@code odb_server}, the oldest snapshot that it reads, so that no pack takes it.
 * It is told with each renewal of the lease, so it is late, but only too low: a snapshot of the present that is taken after the
 * report is not below it. One of the past may be, so it is told before it is read, and refused if a pack has set its bound above
 * it; both lock the row about the whole.
 */
final class SnapshotReport {
    private final Connections connections;
    private final UUID incarnation;
    private final RemovedObjects removed;
    private LiveSnapshots live;

    /** @param live until the layers above say theirs */
    SnapshotReport(Connections connections, UUID incarnation, RemovedObjects removed, LiveSnapshots live) {
        this.connections = connections;
        this.incarnation = incarnation;
        this.removed = removed;
        this.live = live;
    }

    synchronized void of(LiveSnapshots other) {
        live = other;
    }

    /** Tells. */
    synchronized int update(Connection connection) throws SQLException {
        return Sql.update(
                connection,
                "UPDATE odb_server SET oldest_snapshot = ?, packs = ? WHERE incarnation = ?",
                live.oldest(),
                removed.packs(),
                incarnation);
    }

    /** Tells of one of the past, which is among the live ones; whether it can be read. */
    synchronized boolean announce(long snapshot) {
        return connections.read(connection -> {
            connection.setAutoCommit(false);
            Sql.lockDatabase(connection);
            boolean readable = snapshot >= PackRole.bound(connection);
            if (readable) {
                update(connection);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return readable;
        });
    }
}
