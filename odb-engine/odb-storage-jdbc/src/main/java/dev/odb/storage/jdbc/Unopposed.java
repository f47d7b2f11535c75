package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits that are written in the expectation that nothing is against it: what they write or verify is as they have seen it, no
 * branch is prepared, nobody was shut out, no pack has decided that is not known, the gate is open, and no other process's clock
 * is ahead. That is one message with one answer: the locks, rows on that condition, and the decision. If there is something
 * against it nothing is written, and the commits go the longer way, which finds out what.
 */
final class Unopposed {
    private static final int MOST_OBJECTS = 1000;

    /** On what the rows of the transactions depend; what it asks about is locked by then. */
    private static final String EXPECTED = "EXISTS (SELECT 1 FROM odb_commit_sequence s WHERE s.id = 1"
            + " AND s.last_tid < ? AND s.branches = 0 AND s.notices = ? AND s.packs = ?"
            + " AND (s.gate_until > CURRENT_TIMESTAMP AND s.gate <> ?) IS NOT TRUE)"
            + " AND NOT EXISTS (SELECT 1 FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[])) AS seen (oid, serial)"
            + " LEFT JOIN odb_object o ON o.oid = seen.oid WHERE COALESCE(o.serial, 0) <> seen.serial)";

    /** On what everything else depends. */
    private static final String WRITTEN = "EXISTS (SELECT 1 FROM odb_transaction WHERE tid = ? AND commit_id = ?)";

    private static final String ADVANCE = "UPDATE odb_commit_sequence SET last_tid = ? WHERE id = 1 AND " + WRITTEN;

    private final List<Pending> members;
    private final Pending first;
    private final TransactionRows rows;
    private final List<Long> oids = new ArrayList<>();
    private final List<Long> serials = new ArrayList<>();
    private CommitSequence sequence;

    private Unopposed(List<Pending> members, References references) {
        this.members = members;
        first = members.get(0);
        rows = new TransactionRows(references);
        for (Pending member : members) {
            add(member);
        }
    }

    /**
     * The commits, whose numbers have been given, if they can be written so: they are short, and nothing has to be looked up
     * before. Otherwise null.
     */
    static Unopposed of(List<Pending> members, References references) {
        int objects = 0;
        for (Pending member : members) {
            Batch batch = member.batch();
            objects += batch.writes().size() + batch.checks().size();
            if (member.branch() != null || objects > MOST_OBJECTS || looksBack(batch.writes())) {
                return null;
            }
        }
        Unopposed all = new Unopposed(members, references);
        return all.rows.areMany() ? null : all;
    }

    private static boolean looksBack(Writes writes) {
        for (int i = 0; i < writes.size(); i++) {
            if (writes.dataSerial(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private void add(Pending member) {
        Batch batch = member.batch();
        rows.add(member.tid(), member.commitId(), batch);
        for (Write write : batch.writes()) {
            rows.add(member.tid(), write, write.serialSeen(), 0);
            expect(write.oid(), write.serialSeen());
        }
        batch.checks().forEach(check -> expect(check.oid(), check.serial()));
    }

    private void expect(long oid, long serial) {
        oids.add(oid);
        serials.add(serial);
    }

    /**
     * Writes and commits them.
     *
     * @param packs up to which pack it is known that they refer to nothing that is gone
     * @return false if there is something against it; nothing is written, and nothing locked any more
     */
    boolean write(WriteTransaction transaction, long packs) throws SQLException {
        Message message = new Message().add(Heads.LOCK, values(oids)).add(CommitSequence.LOCK);
        rows.transactions()
                .addTo(
                        message,
                        EXPECTED,
                        first.tid(),
                        transaction.membership().knownAt(),
                        packs,
                        transaction.membership().incarnation(),
                        values(oids),
                        values(serials));
        rows.takeOthers().forEach(each -> each.addTo(message, WRITTEN, first.tid(), first.commitId()));
        Pending last = members.get(members.size() - 1);
        message.add(ADVANCE, last.tid(), first.tid(), first.commitId());
        return transaction.commitWith(message, this::isWritten);
    }

    private boolean isWritten(PreparedStatement results) throws SQLException {
        results.getMoreResults();
        try (ResultSet row = results.getResultSet()) {
            sequence = CommitSequence.of(row);
        }
        results.getMoreResults();
        return results.getUpdateCount() == members.size();
    }

    /** The commit sequence before them. */
    CommitSequence sequence() {
        return sequence;
    }

    private static Message.Values values(List<Long> numbers) {
        return new Message.Values("bigint", numbers.toArray(Long[]::new));
    }
}
