package dev.odb.storage.jdbc;

import static dev.odb.storage.jdbc.Rows.Type.BIGINT;
import static dev.odb.storage.jdbc.Rows.Type.BOOLEAN;
import static dev.odb.storage.jdbc.Rows.Type.BYTEA;
import static dev.odb.storage.jdbc.Rows.Type.TEXT;
import static dev.odb.storage.jdbc.Rows.Type.TIMESTAMPTZ;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of committed transactions that are to be sent: their own, revisions, records, references and the new heads. */
final class TransactionRows {
    private static final int MOST_ROWS = 10_000;
    private static final long MOST_BYTES = 8 << 20;

    private static final Rows.Shape TRANSACTION = Rows.insert(
            "odb_transaction",
            List.of("tid", "committed_at", "user_name", "description", "other_resources", "metadata", "commit_id"),
            BIGINT,
            TIMESTAMPTZ,
            TEXT,
            TEXT,
            BOOLEAN,
            BYTEA,
            TEXT);
    private static final Rows.Shape REVISION = Rows.insert(
            "odb_revision",
            List.of("oid", "serial", "pre", "dataserial", "prevhead", "nv", "version"),
            BIGINT,
            BIGINT,
            BIGINT,
            BIGINT,
            BIGINT,
            BIGINT,
            TEXT);
    private static final Rows.Shape RECORD =
            Rows.insert("odb_record", List.of("oid", "serial", "data"), BIGINT, BIGINT, BYTEA);
    private static final Rows.Shape REFERENCE =
            Rows.insert("odb_reference", List.of("oid", "serial", "target"), BIGINT, BIGINT, BIGINT);
    private static final Rows.Shape NEW_HEAD = Rows.insert("odb_object", List.of("serial", "oid"), BIGINT, BIGINT);

    private final References references;
    private final Rows transactions = new Rows(TRANSACTION);
    private final Rows revisions = new Rows(REVISION);
    private final Rows records = new Rows(RECORD);
    private final Rows targets = new Rows(REFERENCE);
    private final Rows newHeads = new Rows(NEW_HEAD);
    /** By object its last revision, of the many that it may have among restored transactions. */
    private final Map<Long, Long> heads = new HashMap<>();

    private int rows;
    private long bytes;

    TransactionRows(References references) {
        this.references = references;
    }

    /** Adds the row of a transaction. */
    void add(long tid, String commitId, Batch batch) {
        TransactionMetadata metadata = batch.metadata();
        transactions.add(
                tid,
                Tids.instant(tid).toString(),
                Metadata.readable(metadata.user()),
                Metadata.readable(metadata.description()),
                metadata.otherResources(),
                Metadata.encode(metadata),
                commitId);
        rows++;
    }

    /**
     * Adds a revision. A plain one was made from the one that it replaces.
     *
     * @param replaced the serial of that one, or 0
     * @param dataSerial the revision where its state is stored already, or 0
     */
    void add(long tid, Write write, long replaced, long dataSerial) {
        Lineage lineage = write.lineage();
        revisions.add(
                write.oid(),
                tid,
                orNull(lineage == null ? replaced : lineage.pre()),
                orNull(dataSerial),
                orNull(replaced),
                orNull(lineage == null ? 0 : lineage.nv()),
                lineage == null ? "" : lineage.version());
        if (replaced == 0) {
            newHeads.add(tid, write.oid());
        } else {
            heads.put(write.oid(), tid);
        }
        rows++;
        if (!write.tombstone() && dataSerial == 0) {
            addRecord(tid, write);
        }
    }

    private void addRecord(long tid, Write write) {
        records.add(write.oid(), tid, write.record());
        bytes += write.record().length;
        for (long target :
                Arrays.stream(references.of(write.record())).distinct().toArray()) {
            targets.add(write.oid(), tid, target);
            rows++;
        }
    }

    private static Long orNull(long serial) {
        return serial == 0 ? null : serial;
    }

    /** Whether they should be sent before more are added. */
    boolean areMany() {
        return rows >= MOST_ROWS || bytes >= MOST_BYTES;
    }

    /** Those of the transactions themselves. */
    Rows transactions() {
        return transactions;
    }

    /** Gives those that go into tables once and for all, in an order in which they can be sent, and forgets them. */
    List<Rows> takeInserted() {
        rows = 0;
        bytes = 0;
        return List.of(revisions, records, targets, newHeads);
    }

    /** Gives the objects that were there before with their new serials, and forgets them. */
    Map<Long, Long> takeHeads() {
        Map<Long, Long> taken = Map.copyOf(heads);
        heads.clear();
        return taken;
    }
}
