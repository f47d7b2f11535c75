package dev.odb.storage.jdbc;

import dev.odb.core.storage.Leases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The leases in their table. Each lasts as long as its holder is a member, so that one heartbeat keeps them all. */
final class JdbcLeases implements Leases {
    private static final String DUPLICATE = "23505";

    private final Connections connections;
    private final Membership membership;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    /**
     * Those of one process.
     *
     * @param membership null if it only reads
     */
    JdbcLeases(Connections connections, Membership membership) {
        this.connections = connections;
        this.membership = membership;
    }

    @Override
    public boolean take(String name) {
        if (membership == null) {
            throw JdbcMessages.readOnly(connections.location());
        }
        membership.require();
        if (held.contains(name)) {
            return true;
        }
        boolean taken = connections.read(connection -> take(connection, name));
        if (taken) {
            held.add(name);
        }
        return taken;
    }

    private boolean take(Connection connection, String name) throws SQLException {
        Holder holder = holder(connection, name);
        if (holder == null) {
            return insert(connection, name);
        }
        if (holder.incarnation.equals(membership.incarnation())) {
            return true;
        }
        if (!holder.dead) {
            return false;
        }
        membership.removeDead();
        return insert(connection, name);
    }

    private static Holder holder(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT l.incarnation,"
                + " s.expires_at < CURRENT_TIMESTAMP FROM odb_lease l"
                + " JOIN odb_server s ON s.incarnation = l.incarnation WHERE l.name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Holder(row.getObject(1, UUID.class), row.getBoolean(2)) : null;
            }
        }
    }

    /** False if somebody else was faster. A lease of a process that was removed goes to the first who asks. */
    private boolean insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement stale = connection.prepareStatement("DELETE FROM odb_lease WHERE name = ?"
                + " AND incarnation NOT IN (SELECT incarnation FROM odb_server)")) {
            stale.setString(1, name);
            stale.executeUpdate();
        }
        try (PreparedStatement row =
                connection.prepareStatement("INSERT INTO odb_lease (name, incarnation) VALUES (?, ?)")) {
            row.setString(1, name);
            row.setObject(2, membership.incarnation());
            return row.executeUpdate() == 1;
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void release(String name) {
        if (held.contains(name)) {
            connections.read(connection -> Sql.update(
                    connection,
                    "DELETE FROM odb_lease WHERE name = ? AND incarnation = ?",
                    name,
                    membership.incarnation()));
            // only now: if it has failed it is tried again
            held.remove(name);
        }
    }

    @Override
    public Map<String, Boolean> held(String prefix) {
        return connections.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT l.name, l.incarnation FROM odb_lease l"
                            + " JOIN odb_server s ON s.incarnation = l.incarnation"
                            + " WHERE s.expires_at >= CURRENT_TIMESTAMP AND SUBSTRING(l.name FROM 1 FOR ?) = ?")) {
                statement.setInt(1, prefix.length());
                statement.setString(2, prefix);
                return held(statement);
            }
        });
    }

    private Map<String, Boolean> held(PreparedStatement statement) throws SQLException {
        Map<String, Boolean> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                UUID holder = rows.getObject(2, UUID.class);
                found.put(rows.getString(1), membership != null && holder.equals(membership.incarnation()));
            }
        }
        return found;
    }

    @Override
    public boolean closeGate(Duration most) {
        membership.require();
        return update("UPDATE odb_commit_sequence SET gate = ?, gate_until = CURRENT_TIMESTAMP + INTERVAL '"
                + most.toSeconds() + "' SECOND WHERE id = 1 AND (gate IS NULL OR gate_until < CURRENT_TIMESTAMP)");
    }

    @Override
    public void openGate() {
        update("UPDATE odb_commit_sequence SET gate = NULL WHERE id = 1 AND gate = ?");
    }

    /** Whether a statement about this process has changed something. */
    private boolean update(String sql) {
        return connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, membership.incarnation());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean shared() {
        return true;
    }

    /** Who has a lease, and whether it is taken for dead. */
    private record Holder(UUID incarnation, boolean dead) {}
}
