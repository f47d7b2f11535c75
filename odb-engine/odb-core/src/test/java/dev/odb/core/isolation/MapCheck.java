package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.FIRST_COMMITTER;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.TORN_CENSUS;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;

import java.util.List;
import java.util.Set;

/** What the map and the counters alone tell: only committed keys are seen, all of them are there, the sums are right. */
final class MapCheck {
    private final History history;
    private final Index index;
    private final Report report;

    MapCheck(History history, Index index, Report report) {
        this.history = history;
        this.index = index;
        this.report = report;
    }

    void run() {
        History.State last = history.last();
        committed(last.keys(), null);
        if (last.census() != last.keys().size()) {
            report.add(
                    TORN_CENSUS,
                    "final census %s, keys %s",
                    last.census(),
                    last.keys().size());
        }
        long sum = 0;
        for (Transaction transaction : history.transactions()) {
            transaction.steps(Step.Scan.class).forEach(scan -> committed(scan.keys(), transaction));
            if (transaction.committed()) {
                transaction.changes(Step.Insert.class).forEach(insert -> inserted(transaction, insert));
                transaction.changes(Step.Remove.class).forEach(remove -> removed(transaction, remove));
                sum += transaction
                        .changes(Step.Add.class)
                        .mapToLong(Step.Add::delta)
                        .sum();
            }
        }
        if (sum != last.total()) {
            report.add(WRONG_SUM, "total is %s, committed increments %s", last.total(), sum);
        }
    }

    private void inserted(Transaction transaction, Step.Insert insert) {
        if (!history.last().keys().contains(insert.key())
                && index.removers(insert.key()).isEmpty()) {
            report.add(LOST_UPDATE, "%s of %s", insert, transaction);
        }
    }

    private void removed(Transaction transaction, Step.Remove remove) {
        List<Transaction> removers = index.removers(remove.key());
        if (history.last().keys().contains(remove.key())) {
            report.add(LOST_UPDATE, "%s of %s", remove, transaction);
        }
        if (removers.size() > 1) {
            report.add(FIRST_COMMITTER, "all of %s removed key %s", removers, remove.key());
        }
    }

    private void committed(Set<Long> keys, Transaction reader) {
        for (long key : keys) {
            Transaction inserter = index.inserter(key);
            boolean own = inserter != null && inserter == reader;
            boolean early = reader != null && inserter != null && inserter.ending() > reader.end();
            if (!own && (!index.committed(key, inserter) || early)) {
                report.add(DIRTY_READ, "key %s of %s in %s", key, inserter, reader);
            }
        }
    }
}
