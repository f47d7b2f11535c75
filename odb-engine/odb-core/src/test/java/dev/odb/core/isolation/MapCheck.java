package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.TORN_CENSUS;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;

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
                transaction
                        .steps(Step.Insert.class)
                        .filter(insert -> !last.keys().contains(insert.key()))
                        .forEach(insert -> report.add(LOST_UPDATE, "%s of %s", insert, transaction));
                sum += transaction
                        .steps(Step.Add.class)
                        .mapToLong(Step.Add::delta)
                        .sum();
            }
        }
        if (sum != last.total()) {
            report.add(WRONG_SUM, "total is %s, committed increments %s", last.total(), sum);
        }
    }

    private void committed(Set<Long> keys, Transaction reader) {
        for (long key : keys) {
            Transaction inserter = index.inserter(key);
            boolean own = inserter != null && inserter == reader;
            boolean early = reader != null && inserter != null && inserter.ending() > reader.end();
            if (!own && (inserter == null || !inserter.committed() || early)) {
                report.add(DIRTY_READ, "key %s of %s in %s", key, inserter, reader);
            }
        }
    }
}
