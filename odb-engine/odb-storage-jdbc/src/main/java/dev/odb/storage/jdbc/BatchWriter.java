package dev.odb.storage.jdbc;

import static dev.odb.storage.jdbc.Rows.Type.BIGINT;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes committed transactions, many rows at a time. */
final class BatchWriter implements AutoCloseable {
    private static final Rows.Shape HEAD = Rows.update("odb_object", List.of("serial"), "oid", BIGINT, BIGINT);

    private final WriteTransaction transaction;
    private final Dialect dialect;
    private final BackPointers backPointers;
    private final TransactionRows rows;

    BatchWriter(WriteTransaction transaction, References references) throws SQLException {
        this.transaction = transaction;
        dialect = Dialect.of(transaction.connection());
        backPointers = new BackPointers(transaction.connection());
        rows = new TransactionRows(references);
    }

    /** Adds a transaction. {@code before} are the serials of what is there. */
    void add(long tid, String commitId, Batch batch, Map<Long, Long> before) throws SQLException {
        rows.add(tid, commitId, batch);
        for (Write write : batch.writes()) {
            rows.add(tid, write, before.getOrDefault(write.oid(), 0L), backPointers.dataSerial(write));
            if (rows.areMany()) {
                flush();
            }
        }
    }

    void flush() throws SQLException {
        Rows.send(transaction.connection(), dialect, taken());
    }

    /** Sends what was added, with a last change, and with the decision to commit if the database can take that, too. */
    void finish(Rows last) throws SQLException {
        List<Rows> all = taken();
        all.add(last);
        if (dialect.takesArrays()) {
            Message message = new Message();
            all.forEach(each -> each.addTo(message));
            transaction.commitWith(message, answered -> true);
        } else {
            Rows.send(transaction.connection(), dialect, all);
        }
    }

    private List<Rows> taken() {
        List<Rows> all = new ArrayList<>();
        all.add(rows.transactions());
        all.addAll(rows.takeInserted());
        Rows changed = new Rows(HEAD);
        rows.takeHeads().forEach((oid, serial) -> changed.add(serial, oid));
        all.add(changed);
        return all;
    }

    @Override
    public void close() throws SQLException {
        backPointers.close();
    }
}
