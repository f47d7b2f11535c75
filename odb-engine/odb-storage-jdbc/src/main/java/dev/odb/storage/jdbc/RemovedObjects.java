package dev.odb.storage.jdbc;

import dev.odb.ObjectNotFoundException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The objects that packs have removed since the storage was opened, whichever process packed: a bit for each. A pack decides with
 * the commit sequence locked, and counts itself there; a commit locks that row, too, and learns of the packs that it does not know
 * before it looks whether it refers to something that is gone. All threads may ask.
 */
final class RemovedObjects {
    private static final int AT_ONCE = 10_000;

    private final References references;
    private volatile long packs;
    private volatile OidSet removed = new OidSet();
    private final Consumer<OidSet> listener;

    /**
     * Of which none are known; what earlier packs removed nobody has in memory.
     *
     * @param listener told of what packs of other processes have removed
     */
    RemovedObjects(References references, long packs, Consumer<OidSet> listener) {
        this.references = references;
        this.packs = packs;
        this.listener = listener;
    }

    /** The number of the last pack that is known. */
    long packs() {
        return packs;
    }

    boolean contains(long oid) {
        return removed.contains(oid);
    }

    /** The pack of this process that had the next number has decided, unless somebody has found out before. */
    synchronized void add(long pack, OidSet oids) {
        if (pack > packs) {
            append(oids);
            packs = pack;
        }
    }

    /** What a pack has decided to remove that was killed before it was done. */
    synchronized boolean loadUnfinished(Connection connection) throws SQLException {
        boolean unfinished = Sql.number(connection, "SELECT COUNT(*) FROM odb_database WHERE pack_unfinished") > 0;
        if (unfinished) {
            append(read(connection, packs));
        }
        return unfinished;
    }

    /** Reads what packs up to this one have removed, unless that is known. */
    boolean catchUp(Connection connection, long upTo) throws SQLException {
        boolean behind = upTo > packs;
        if (behind) {
            readOn(connection, upTo).forEach(listener);
        }
        return behind;
    }

    private synchronized List<OidSet> readOn(Connection connection, long upTo) throws SQLException {
        List<OidSet> found = new ArrayList<>();
        while (packs < upTo) {
            OidSet next = read(connection, packs + 1);
            append(next);
            found.add(next);
            packs++;
        }
        return found;
    }

    private void append(OidSet oids) {
        // a new one, since who asks takes no lock
        OidSet more = new OidSet();
        for (OidSet each : List.of(removed, oids)) {
            each.forEach(AT_ONCE, some -> Arrays.stream(some).forEach(more::add));
        }
        removed = more;
    }

    private static OidSet read(Connection connection, long pack) throws SQLException {
        OidSet found = new OidSet();
        long[] page = {-1};
        int size;
        do {
            size = Sql.query(
                    connection,
                    "SELECT oid FROM odb_garbage WHERE pack = ? AND oid > ? ORDER BY oid LIMIT " + AT_ONCE,
                    row -> {
                        page[0] = row.getLong(1);
                        found.add(page[0]);
                    },
                    pack,
                    page[0]);
        } while (size == AT_ONCE);
        return found;
    }

    /**
     * Fails if what the batch writes or refers to is gone. The commit sequence is locked, so that no pack decides until the batch
     * is stored.
     *
     * @throws dev.odb.ObjectNotFoundException naming both
     */
    void refuse(WriteTransaction transaction, Batch batch) throws SQLException {
        catchUp(transaction.connection(), transaction.lockSequence().packs());
        ObjectNotFoundException gone = gone(batch);
        if (gone != null) {
            throw gone;
        }
    }

    /** Whether the batch writes or refers to what was removed by a {@linkplain #packs pack that is known}. */
    boolean areNamedIn(Batch batch) {
        return gone(batch) != null;
    }

    private ObjectNotFoundException gone(Batch batch) {
        if (removed.size() == 0) {
            return null;
        }
        for (Write write : batch.writes()) {
            if (contains(write.oid())) {
                return JdbcMessages.removedWrite(write.oid());
            }
            if (!write.tombstone()) {
                for (long target : references.of(write.record())) {
                    if (contains(target)) {
                        return JdbcMessages.removedTarget(write.oid(), target);
                    }
                }
            }
        }
        return null;
    }
}
