package dev.odb.storage.jdbc;

import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.Storage;
import java.sql.SQLException;

/**
 * Tables that say that they are no database until the copy in them is complete. A process that dies leaves them so, and the
 * next copy to the same place removes them.
 */
final class JdbcCopyTarget implements CopyTarget {
    private static final System.Logger LOGGER = System.getLogger(JdbcCopyTarget.class.getName());

    private final Address address;
    private final JdbcSettings settings;
    private final JdbcStorage storage;

    /** Begins in a place without a database. */
    JdbcCopyTarget(Address address, JdbcSettings settings) {
        this.address = address;
        this.settings = settings;
        storage = JdbcStorage.open(
                address,
                false,
                settings,
                connections -> connections.once(each -> Schema.openForCopy(each, address.location())));
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage finish() {
        storage.copied();
        return storage;
    }

    @Override
    public void abandon() {
        try {
            Connections.<Void, SQLException>uninterrupted(() -> {
                storage.close();
                drop();
                return null;
            });
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.WARNING, JdbcMessages.copyNotRemoved(address.location(), e), e);
        }
    }

    private void drop() throws SQLException {
        try (Connections connections = new Connections(address, settings.life())) {
            connections.<Void>once(connection -> {
                Schema.drop(connection);
                return null;
            });
        }
    }
}
