package dev.odb.core.copy;

import dev.odb.CopyReport;
import dev.odb.core.storage.CommittedTransaction;
import java.util.List;
import java.util.function.Consumer;

/** Counts what a copy is through with, and of how much, and tells the listener. */
final class Totals {
    private static final long TRANSACTIONS_PER_REPORT = 256;
    private static final long BYTES_PER_REPORT = 16 << 20;

    private final Consumer<CopyReport> listener;
    private CopyReport.Phase phase = CopyReport.Phase.COPYING;
    private List<String> dropped = List.of();
    private long upTo;
    private long tid;
    private long transactions;
    private long revisions;
    private long bytes;
    private long blobs;
    private long ofTransactions;
    private long ofBytes;
    private long reportedTransactions;
    private long reportedBytes;

    Totals(Consumer<CopyReport> listener) {
        this.listener = listener;
    }

    /** So many more transactions are to be copied, up to that one. */
    void extend(long newest, long more) {
        upTo = newest;
        ofTransactions += more;
    }

    void dropped(List<String> branches) {
        dropped = branches;
    }

    void begin(CopyReport.Phase next) {
        phase = next;
        if (next == CopyReport.Phase.VERIFYING) {
            ofTransactions = transactions;
            ofBytes = bytes;
            tid = 0;
            transactions = 0;
            revisions = 0;
            bytes = 0;
            blobs = 0;
        }
        report();
    }

    void record(byte[] record) {
        revisions++;
        bytes += record.length;
    }

    void blob(long length) {
        blobs++;
        bytes += length;
    }

    void through(CommittedTransaction transaction) {
        tid = transaction.tid();
        transactions++;
        if (transactions - reportedTransactions >= TRANSACTIONS_PER_REPORT
                || bytes - reportedBytes >= BYTES_PER_REPORT) {
            report();
        }
    }

    long bytes() {
        return bytes;
    }

    private void report() {
        reportedTransactions = transactions;
        reportedBytes = bytes;
        listener.accept(new CopyReport(
                phase, upTo, tid, transactions, revisions, bytes, blobs, ofTransactions, ofBytes, dropped));
    }
}
