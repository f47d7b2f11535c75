package dev.odb.storage.jdbc;

import dev.odb.core.storage.OidSet;
import java.sql.Connection;
import java.sql.SQLException;

/** From here on what a pack has found is gone. Nobody commits meanwhile, in any process, so it must be short. */
final class PackDecision implements Change {
    private final PackRole role;
    private final PackMark mark;
    private final PackGarbage garbage;
    private final long pack;
    private final long upTo;
    private OidSet removed;

    PackDecision(PackRole role, PackMark mark, PackGarbage garbage, long pack, long upTo) {
        this.role = role;
        this.mark = mark;
        this.garbage = garbage;
        this.pack = pack;
        this.upTo = upTo;
    }

    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        role.require(transaction);
        Connection connection = transaction.connection();
        if (garbage.oids().size() > 0) {
            mark.look(connection);
        }
        removed = garbage.without(connection, mark);
        Sql.update(connection, "UPDATE odb_database SET packed_tid = ?, pack_unfinished = TRUE", upTo);
        Sql.update(connection, "UPDATE odb_commit_sequence SET packs = ?", pack);
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT packs FROM odb_commit_sequence") == pack && role.isHeld(connection);
    }

    /** What is gone. */
    OidSet removed() {
        return removed;
    }
}
