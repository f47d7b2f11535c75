package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/** Writes committed transactions: their row, revisions, records, references and the new heads, many rows at a time. */
final class BatchWriter implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8 << 20;

    private final References references;
    private final BackPointers backPointers;
    private final PreparedStatement transaction;
    private final PreparedStatement revision;
    private final PreparedStatement record;
    private final PreparedStatement reference;
    private final PreparedStatement newHead;
    private final PreparedStatement head;
    private int rows;
    private long bytes;

    BatchWriter(Connection connection, References references) throws SQLException {
        this.references = references;
        backPointers = new BackPointers(connection);
        transaction = connection.prepareStatement("INSERT INTO odb_transaction (tid, committed_at, user_name,"
                + " description, other_resources, metadata, commit_id) VALUES (?, ?, ?, ?, ?, ?, ?)");
        revision = connection.prepareStatement(
                "INSERT INTO odb_revision (oid, serial, pre, dataserial, prevhead, nv, version) VALUES (?, ?, ?, ?, ?, ?, ?)");
        record = connection.prepareStatement("INSERT INTO odb_record (oid, serial, data) VALUES (?, ?, ?)");
        reference = connection.prepareStatement("INSERT INTO odb_reference (oid, serial, target) VALUES (?, ?, ?)");
        newHead = connection.prepareStatement("INSERT INTO odb_object (serial, oid) VALUES (?, ?)");
        head = connection.prepareStatement("UPDATE odb_object SET serial = ? WHERE oid = ?");
    }

    /** Adds a transaction. {@code heads} are the serials of what is there. */
    void add(long tid, String commitId, Batch batch, Map<Long, Long> heads) throws SQLException {
        TransactionMetadata metadata = batch.metadata();
        transaction.setLong(1, tid);
        transaction.setObject(2, Tids.instant(tid).atOffset(ZoneOffset.UTC));
        transaction.setString(3, Metadata.readable(metadata.user()));
        transaction.setString(4, Metadata.readable(metadata.description()));
        transaction.setBoolean(5, metadata.otherResources());
        transaction.setBytes(6, Metadata.encode(metadata));
        transaction.setString(7, commitId);
        transaction.addBatch();
        rows++;
        for (Write write : batch.writes()) {
            add(tid, write, heads.getOrDefault(write.oid(), 0L));
            if (rows >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
                flush();
            }
        }
    }

    /** A plain revision was made from the one that it replaces. */
    private void add(long tid, Write write, long replaced) throws SQLException {
        Lineage lineage = write.lineage();
        long dataSerial = backPointers.dataSerial(write);
        revision.setLong(1, write.oid());
        revision.setLong(2, tid);
        setOrNull(3, lineage == null ? replaced : lineage.pre());
        setOrNull(4, dataSerial);
        setOrNull(5, replaced);
        setOrNull(6, lineage == null ? 0 : lineage.nv());
        revision.setString(7, lineage == null ? "" : lineage.version());
        revision.addBatch();
        PreparedStatement headRow = replaced == 0 ? newHead : head;
        headRow.setLong(1, tid);
        headRow.setLong(2, write.oid());
        headRow.addBatch();
        rows++;
        if (!write.tombstone() && dataSerial == 0) {
            addRecord(tid, write);
        }
    }

    private void addRecord(long tid, Write write) throws SQLException {
        record.setLong(1, write.oid());
        record.setLong(2, tid);
        record.setBytes(3, write.record());
        record.addBatch();
        bytes += write.record().length;
        for (long target :
                Arrays.stream(references.of(write.record())).distinct().toArray()) {
            reference.setLong(1, write.oid());
            reference.setLong(2, tid);
            reference.setLong(3, target);
            reference.addBatch();
            rows++;
        }
    }

    private void setOrNull(int parameter, long serial) throws SQLException {
        if (serial == 0) {
            revision.setNull(parameter, Types.BIGINT);
        } else {
            revision.setLong(parameter, serial);
        }
    }

    /** Sends what was added. */
    void flush() throws SQLException {
        for (PreparedStatement each : statements()) {
            each.executeBatch();
        }
        rows = 0;
        bytes = 0;
    }

    private PreparedStatement[] statements() {
        return new PreparedStatement[] {transaction, revision, record, reference, newHead, head};
    }

    @Override
    public void close() throws SQLException {
        backPointers.close();
        for (PreparedStatement each : statements()) {
            each.close();
        }
    }
}
