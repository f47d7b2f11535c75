package dev.odb.storage.jdbc;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.NarayanaXid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Finds out whether another process that is alive has a transaction manager of the same node identifier. Each would take the
 * branches of the other one for its own and, knowing no decision, roll them back. A process learns its identifier from the first
 * branch that it prepares. One that finds a namesake may have found its own predecessor, which is taken for alive for some
 * seconds more; one that has said meanwhile that it is alive is a namesake for good, also when it is gone, since its branches
 * are left.
 */
final class Nodes {
    private static final System.Logger LOGGER = System.getLogger(Nodes.class.getName());

    private final Connections connections;
    private final UUID incarnation;
    /** Until when each namesake was to be taken for alive when it was first seen. */
    private final Map<UUID, OffsetDateTime> seen = new HashMap<>();

    private volatile String own = "";
    private volatile String warning = "";
    private boolean proven;

    Nodes(Connections connections, UUID incarnation) {
        this.connections = connections;
        this.incarnation = incarnation;
    }

    /** Enters the identifier of this process, if it is not known yet, and looks who else has it. */
    void learn(BranchId id) {
        String node = own.isEmpty() ? NarayanaXid.node(id) : "";
        if (node.isEmpty()) {
            return;
        }
        connections.read(connection -> {
            try (PreparedStatement row =
                    connection.prepareStatement("UPDATE odb_server SET node = ? WHERE incarnation = ?")) {
                row.setString(1, node);
                row.setObject(2, incarnation);
                return row.executeUpdate();
            }
        });
        own = node;
        hasNamesake();
    }

    /** Looks again, and says whether this process must leave alone what it has not prepared itself. */
    synchronized boolean hasNamesake() {
        if (own.isEmpty() || proven) {
            return proven;
        }
        String found = connections.read(this::namesake);
        if (!found.isEmpty() && warning.isEmpty()) {
            LOGGER.log(System.Logger.Level.ERROR, found);
        }
        warning = found;
        return !found.isEmpty();
    }

    private String namesake(Connection connection) throws SQLException {
        String found = "";
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT incarnation, host, pid, expires_at FROM odb_server WHERE node = ? AND incarnation <> ?")) {
            statement.setString(1, own);
            statement.setObject(2, incarnation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime expires = rows.getObject(4, OffsetDateTime.class);
                    OffsetDateTime before = seen.putIfAbsent(rows.getObject(1, UUID.class), expires);
                    proven |= before != null && before.isBefore(expires);
                    found = JdbcMessages.sameNode(
                            connections.location(), own, "process " + rows.getLong(3) + " on " + rows.getString(2));
                }
            }
        }
        return found;
    }

    /** What there is to be said of it, or empty. */
    String warning() {
        return warning;
    }
}
