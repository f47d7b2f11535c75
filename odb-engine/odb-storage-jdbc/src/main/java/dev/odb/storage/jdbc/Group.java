package dev.odb.storage.jdbc;

import dev.odb.ObjectNotFoundException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.References;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.PreparedHolders;
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
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Commits that are published in one transaction of the database; no two of them touch the same object. Those that are stale
 * are left out, the others get consecutive tids.
 */
final class Group implements Change {
    private static final PreparedHolders NOTHING_HELD = (oid, write) -> null;

    private final List<Pending> members;
    private final Predicate<BranchId> own;
    private final String location;
    private final OidRange oids;
    private final RemovedObjects removed;
    private final References references;
    private final InstantSource clock;
    private final Supplier<String> commitIds;
    private final List<Pending> winners = new ArrayList<>();
    private final Map<Pending, Exception> losers = new LinkedHashMap<>();
    private boolean branchesExpected;
    private CommitSequence sequence;
    private long highest;
    private boolean wasNobodys;

    /**
     * For one transaction.
     *
     * @param own which branches this process has prepared
     * @param branchesExpected whether there may be prepared branches that hold something, as far as is known
     */
    Group(
            List<Pending> members,
            Predicate<BranchId> own,
            boolean branchesExpected,
            String location,
            OidRange oids,
            RemovedObjects removed,
            References references,
            InstantSource clock,
            Supplier<String> commitIds) {
        this.members = members;
        this.own = own;
        this.branchesExpected = branchesExpected;
        this.location = location;
        this.oids = oids;
        this.removed = removed;
        this.references = references;
        this.clock = clock;
        this.commitIds = commitIds;
    }

    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        losers.clear();
        sequence = null;
        if (writtenUnopposed(transaction)) {
            return;
        }
        Connection connection = transaction.connection();
        Map<Long, Long> heads = branchesExpected || members.stream().anyMatch(member -> member.branch() != null)
                ? Heads.lock(connection, batches())
                : transaction.lockWithSequence(batches());
        List<Pending> undecided = decide(connection);
        judge(heads, undecided, branchesExpected ? Holds.on(connection, batches()) : NOTHING_HELD);
        sequence = transaction.lockSequence();
        if (!branchesExpected && sequence.branches() > 0) {
            branchesExpected = true;
            judge(heads, undecided, Holds.on(connection, batches()));
        }
        writeWinners(transaction, heads);
    }

    /** False if that cannot be done, or something was against it. */
    private boolean writtenUnopposed(WriteTransaction transaction) throws SQLException {
        highest = highest(members);
        if (branchesExpected
                || !Dialect.of(transaction.connection()).takesArrays()
                || !Unopposed.mayBe(members)
                || !oids.isGiven(highest)) {
            return false;
        }
        long packs = removed.packs();
        long last = 0;
        for (Pending member : members) {
            if (removed.areNamedIn(member.batch())) {
                return false;
            }
            last = number(member, last);
        }
        Unopposed all = Unopposed.of(members, references);
        if (all == null) {
            return false;
        }
        winners.clear();
        winners.addAll(members);
        wasNobodys = false;
        boolean written = all.write(transaction, packs);
        sequence = all.sequence();
        return written;
    }

    private static long highest(List<Pending> written) {
        return written.stream()
                .mapToLong(each -> Oids.highest(each.batch().writes().oids()))
                .max()
                .orElse(0);
    }

    private long number(Pending member, long last) {
        long tid = Tids.next(last, clock);
        member.numbered(tid, commitIds.get(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return tid;
    }

    private void writeWinners(WriteTransaction transaction, Map<Long, Long> heads) throws SQLException {
        Connection connection = transaction.connection();
        refuseRemoved(transaction);
        highest = highest(winners);
        long last = sequence.lastTid();
        int decided = 0;
        boolean notice = false;
        try (BatchWriter writer = new BatchWriter(transaction, references)) {
            for (Pending winner : winners) {
                last = number(winner, last);
                writer.add(last, winner.commitId(), winner.batch(), heads);
                if (winner.branch() != null) {
                    decided++;
                    notice |= !own.test(winner.branch());
                }
                if (winner.decision() != null) {
                    BranchTable.insert(connection, winner.decision());
                }
            }
            wasNobodys = oids.raise(connection, highest);
            writer.finish(sequence.advanced(last, decided, notice));
        }
    }

    /** What was prepared before the gate was closed is committed all the same. */
    @Override
    public boolean waitsAtGate() {
        return members.stream().anyMatch(member -> member.branch() == null);
    }

    private List<Batch> batches() {
        return members.stream().map(Pending::batch).toList();
    }

    /** Deletes the branches that are committed, and gives all but those that somebody else has decided first. */
    private List<Pending> decide(Connection connection) throws SQLException {
        List<Pending> left = new ArrayList<>();
        for (Pending member : members) {
            if (member.branch() == null || BranchTable.delete(connection, member.branch())) {
                left.add(member);
            } else {
                losers.put(member, BranchTable.missing(connection, location, member.branch()));
            }
        }
        return left;
    }

    /** A prepared branch was judged before, and holds its objects since. */
    private void judge(Map<Long, Long> heads, List<Pending> candidates, PreparedHolders holders) {
        winners.clear();
        for (Pending member : candidates) {
            try {
                if (member.branch() == null) {
                    Staleness.refuse(member.batch(), oid -> heads.getOrDefault(oid, 0L), holders);
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

    /** A tid behind all that others have committed before them; the very last, unless the answer that said so was lost. */
    long lastTidBefore() {
        return sequence == null ? winners.get(0).tid() - 1 : sequence.lastTid();
    }

    /** Whether branches were prepared before them. */
    boolean metBranches() {
        return sequence != null && sequence.branches() > 0;
    }

    /** Its oids are committed. */
    void written() {
        oids.written(highest, wasNobodys);
    }
}
