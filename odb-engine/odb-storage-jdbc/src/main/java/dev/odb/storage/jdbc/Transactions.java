package dev.odb.storage.jdbc;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Committed transactions in the order of tids, a page of them at a time; between two pages nothing is held open. */
final class Transactions implements Iterator<CommittedTransaction> {
    private static final int PAGE = 200;
    private static final String SELECT = "SELECT tid, metadata, other_resources FROM odb_transaction"
            + " WHERE tid >= ? AND tid <= ? ORDER BY tid LIMIT " + PAGE;

    private final Connections connections;
    private final long last;
    private final Queue<CommittedTransaction> page = new ArrayDeque<>();
    private final RemovedObjects removed;
    private long next;
    private long packs;
    private boolean more = true;

    /** Both ends inclusive. */
    Transactions(Connections connections, RemovedObjects removed, long first, long last) {
        this.connections = connections;
        this.removed = removed;
        this.last = last;
        next = first;
    }

    @Override
    public boolean hasNext() {
        if (!page.isEmpty() && packs != removed.packs()) {
            // of what has been read something may be gone
            next = page.element().tid();
            page.clear();
            more = true;
        }
        while (page.isEmpty() && more) {
            more = connections.read(this::fill);
        }
        return !page.isEmpty();
    }

    @Override
    public CommittedTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }

    private boolean fill(Connection connection) throws SQLException {
        page.clear();
        packs = removed.packs();
        long packed = Sql.number(connection, "SELECT packed_tid FROM odb_database");
        long from = next;
        int size = 0;
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setLong(1, from);
            statement.setLong(2, last);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long tid = rows.getLong(1);
                    Writes writes = tid > packed
                            ? new LaterWrites(() -> connections.read(
                                    reading -> StoredWrites.ofTransaction(connections, reading, tid, removed)))
                            : StoredWrites.ofTransaction(connections, connection, tid, removed);
                    if (tid > packed || writes.size() > 0) {
                        page.add(new CommittedTransaction(
                                tid, Metadata.decode(rows.getBytes(2), rows.getBoolean(3)), writes));
                    }
                    from = tid + 1;
                    size++;
                }
            }
        }
        next = from;
        return size == PAGE;
    }
}
