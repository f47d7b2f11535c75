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

    /** On what everything depends; what it asks about is locked by then. */
    private static final String NOBODY_ELSE =
            "UPDATE odb_commit_sequence SET last_tid = ?, last_commit = ? WHERE id = 1"
                    + " AND last_tid < ? AND branches = 0 AND notices = ? AND packs = ?"
                    + " AND (gate_until > CURRENT_TIMESTAMP AND gate <> ?) IS NOT TRUE";

    /** That it was so. It stands in a table that never grows, for which any plan that the database keeps is right. */
    private static final String ADVANCED =
            "EXISTS (SELECT 1 FROM odb_commit_sequence WHERE id = 1 AND last_commit = ?)";

    private final List<Pending> members;
    private final Pending first;
    private final TransactionRows rows;
    /** What was seen: objects and their serials. */
    private final Pairs seen = new Pairs();

    private CommitSequence sequence;

    private Unopposed(List<Pending> members, References references) {
        this.members = members;
        first = members.get(0);
        rows = new TransactionRows(references);
        members.forEach(this::add);
    }

    /** Whether commits may be written so: they are short, and nothing has to be looked up before. */
    static boolean mayBe(List<Pending> members) {
        int objects = 0;
        for (Pending member : members) {
            Batch batch = member.batch();
            objects += batch.writes().size() + batch.checks().size();
            if (member.branch() != null
                    || objects > MOST_OBJECTS
                    || !batch.writes().inMemory()
                    || looksBack(batch.writes())) {
                return false;
            }
        }
        return true;
    }

    /** Those of which that is so and whose numbers have been given; null if they have too much in them all the same. */
    static Unopposed of(List<Pending> members, References references) {
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
            seen.add(write.oid(), write.serialSeen());
        }
        batch.checks().forEach(check -> seen.add(check.oid(), check.serial()));
    }

    /**
     * Writes and commits them.
     *
     * @param packs up to which pack it is known that they refer to nothing that is gone
     * @return false if there is something against it; nothing is written, and nothing locked any more
     */
    boolean write(WriteTransaction transaction, long packs) throws SQLException {
        Message message = new Message()
                .add(Heads.lock(seen.among("oid")), seen.amongParameters())
                .add(CommitSequence.LOCK, List.of())
                .add(advance(), advanceParameters(transaction.membership(), packs));
        message.addAsOne(changes(List.of(first.commitId())));
        return transaction.commitWith(message, this::isWritten);
    }

    private List<Message.Part> changes(List<Object> advanced) {
        List<Message.Part> changes = new ArrayList<>();
        changes.add(rows.transactions().take(ADVANCED, advanced));
        for (Rows inserted : rows.takeInserted()) {
            if (!inserted.isEmpty()) {
                changes.add(inserted.take(ADVANCED, advanced));
            }
        }
        Pairs changed = new Pairs();
        rows.takeHeads().forEach(changed::add);
        if (!changed.isEmpty()) {
            List<Object> parameters = new ArrayList<>(changed.tableParameters());
            parameters.addAll(advanced);
            changes.add(new Message.Part(
                    "UPDATE odb_object SET serial = changed.serial FROM " + changed.table()
                            + " AS changed (oid, serial) WHERE odb_object.oid = changed.oid AND " + ADVANCED,
                    parameters));
        }
        return changes;
    }

    /** The nested question is put for each object, whatever size the table had when the plan was made. */
    private String advance() {
        return NOBODY_ELSE + " AND NOT EXISTS (SELECT 1 FROM " + seen.table() + " AS seen (oid, serial)"
                + " WHERE seen.serial <> COALESCE((SELECT o.serial FROM odb_object o WHERE o.oid = seen.oid), 0))";
    }

    private List<Object> advanceParameters(Membership membership, long packs) {
        List<Object> parameters = new ArrayList<>(List.of(
                members.get(members.size() - 1).tid(),
                first.commitId(),
                first.tid(),
                membership.knownAt(),
                packs,
                membership.incarnation()));
        parameters.addAll(seen.tableParameters());
        return parameters;
    }

    private boolean isWritten(PreparedStatement results) throws SQLException {
        results.getMoreResults();
        try (ResultSet row = results.getResultSet()) {
            sequence = CommitSequence.of(row);
        }
        results.getMoreResults();
        return results.getUpdateCount() == 1;
    }

    /** The commit sequence before them. */
    CommitSequence sequence() {
        return sequence;
    }
}
