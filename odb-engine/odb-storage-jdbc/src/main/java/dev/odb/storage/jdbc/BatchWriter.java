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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes committed transactions: their row, revisions, records, references and the new heads, many rows at a time. */
final class BatchWriter implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 10_000;
    private static final long BYTES_AT_ONCE = 8 << 20;

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
    private static final Rows.Shape HEAD = Rows.update("odb_object", List.of("serial"), "oid", BIGINT, BIGINT);

    private final Connection connection;
    private final Dialect dialect;
    private final References references;
    private final BackPointers backPointers;
    private final Rows transactions = new Rows(TRANSACTION);
    private final Rows revisions = new Rows(REVISION);
    private final Rows records = new Rows(RECORD);
    private final Rows targets = new Rows(REFERENCE);
    private final Rows newHeads = new Rows(NEW_HEAD);
    /** By object its last revision, of the many that it may have among restored transactions. */
    private final Map<Long, Long> heads = new HashMap<>();

    private int rows;
    private long bytes;

    BatchWriter(Connection connection, References references) throws SQLException {
        this.connection = connection;
        dialect = Dialect.of(connection);
        this.references = references;
        backPointers = new BackPointers(connection);
    }

    /** Adds a transaction. {@code before} are the serials of what is there. */
    void add(long tid, String commitId, Batch batch, Map<Long, Long> before) throws SQLException {
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
        for (Write write : batch.writes()) {
            add(tid, write, before.getOrDefault(write.oid(), 0L));
            if (rows >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
                flush();
            }
        }
    }

    /** A plain revision was made from the one that it replaces. */
    private void add(long tid, Write write, long replaced) throws SQLException {
        Lineage lineage = write.lineage();
        long dataSerial = backPointers.dataSerial(write);
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

    void flush() throws SQLException {
        send(List.of(transactions, revisions, records, targets, newHeads, changedHeads()));
    }

    /** Sends what was added, with a last change. */
    void finish(Rows last) throws SQLException {
        send(List.of(transactions, revisions, records, targets, newHeads, changedHeads(), last));
    }

    private Rows changedHeads() {
        Rows changed = new Rows(HEAD);
        heads.forEach((oid, serial) -> changed.add(serial, oid));
        return changed;
    }

    private void send(List<Rows> tables) throws SQLException {
        Rows.send(connection, dialect, tables);
        heads.clear();
        rows = 0;
        bytes = 0;
    }

    @Override
    public void close() throws SQLException {
        backPointers.close();
    }
}
