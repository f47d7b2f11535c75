package dev.odb.storage.jdbc;

import dev.odb.ObjectNotFoundException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.References;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.PreparedTable;
import dev.odb.core.storage.local.Staleness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Commits that are published in one transaction of the database; no two of them touch the same object. Those that are stale
 * are left out, the others get consecutive tids.
 */
final class Group implements Change {
    private final List<Pending> members;
    private final PreparedTable<Batch> branches;
    private final OidRange oids;
    private final RemovedObjects removed;
    private final References references;
    private final InstantSource clock;
    private final Supplier<String> commitIds;
    private final List<Pending> winners = new ArrayList<>();
    private final Map<Pending, Exception> losers = new LinkedHashMap<>();
    private long highest;

    Group(
            List<Pending> members,
            PreparedTable<Batch> branches,
            OidRange oids,
            RemovedObjects removed,
            References references,
            InstantSource clock,
            Supplier<String> commitIds) {
        this.members = members;
        this.branches = branches;
        this.oids = oids;
        this.removed = removed;
        this.references = references;
        this.clock = clock;
        this.commitIds = commitIds;
    }

    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        Connection connection = transaction.connection();
        Map<Long, Long> heads =
                Heads.lock(connection, members.stream().map(Pending::batch).toList());
        judge(heads);
        highest = 0;
        long last = transaction.lockSequence();
        refuseRemoved(transaction);
        try (BatchWriter writer = new BatchWriter(connection, references)) {
            for (Pending winner : winners) {
                last = Tids.next(last, clock);
                winner.numbered(last, commitIds.get(), clock.instant().truncatedTo(ChronoUnit.MICROS));
                writer.add(last, winner.commitId(), winner.batch(), heads);
                highest = Math.max(highest, Oids.highest(winner.batch().writes().oids()));
            }
            writer.flush();
        }
        for (Pending winner : winners) {
            if (winner.branch() != null) {
                BranchTable.delete(connection, winner.branch());
            }
            if (winner.decision() != null) {
                BranchTable.insert(connection, winner.decision());
            }
        }
        oids.raise(connection, highest);
        setLastTid(connection, last);
    }

    static void setLastTid(Connection connection, long tid) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("UPDATE odb_commit_sequence SET last_tid = ?")) {
            row.setLong(1, tid);
            row.executeUpdate();
        }
    }

    /** A prepared branch was judged before, and holds its objects since. */
    private void judge(Map<Long, Long> heads) {
        winners.clear();
        losers.clear();
        for (Pending member : members) {
            try {
                if (member.branch() == null) {
                    Staleness.refuse(member.batch(), oid -> heads.getOrDefault(oid, 0L), branches);
                }
                winners.add(member);
            } catch (StaleRecordsException e) {
                losers.put(member, e);
            }
        }
    }

    /** What a branch refers to has been kept for it. */
    private void refuseRemoved(WriteTransaction transaction) throws SQLException {
        for (Pending member : List.copyOf(winners)) {
            try {
                if (member.branch() == null) {
                    removed.refuse(transaction, member.batch());
                }
            } catch (ObjectNotFoundException e) {
                winners.remove(member);
                losers.put(member, e);
            }
        }
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        if (winners.isEmpty()) {
            return true;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM odb_transaction WHERE commit_id = ?")) {
            statement.setString(1, winners.get(0).commitId());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** In the order of tids. */
    List<Pending> winners() {
        return winners;
    }

    Map<Pending, Exception> losers() {
        return losers;
    }

    /** The highest oid that they wrote. */
    long highest() {
        return highest;
    }
}
