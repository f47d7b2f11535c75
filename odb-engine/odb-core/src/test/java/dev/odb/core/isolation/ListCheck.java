package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.DUPLICATE;
import static dev.odb.core.isolation.Anomaly.Kind.FIRST_COMMITTER;
import static dev.odb.core.isolation.Anomaly.Kind.INTERMEDIATE_READ;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.NOT_A_PREFIX;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the lists alone tell: every read is a committed beginning of the final list, and nothing is lost. */
final class ListCheck {
    private final History history;
    private final Index index;
    private final Report report;

    ListCheck(History history, Index index, Report report) {
        this.history = history;
        this.index = index;
        this.report = report;
    }

    void run() {
        for (List<Long> list : history.last().lists()) {
            committed(list, "final " + list, Long.MAX_VALUE);
            Set<Long> seen = new HashSet<>();
            list.stream()
                    .filter(value -> !seen.add(value))
                    .forEach(twice -> report.add(DUPLICATE, "%s in final %s", twice, list));
        }
        history.transactions().forEach(this::transaction);
    }

    private void transaction(Transaction transaction) {
        for (Step.Read read : index.readsOf(transaction).values()) {
            List<Long> order = order(read.list());
            committed(read.values(), read + " of " + transaction, transaction.end());
            int size = read.values().size();
            if (size > order.size() || !order.subList(0, size).equals(read.values())) {
                report.add(NOT_A_PREFIX, "%s of final %s in %s", read, order, transaction);
            }
        }
        if (transaction.committed()) {
            transaction.changes(Step.Append.class).forEach(append -> appended(transaction, append));
        }
    }

    private void appended(Transaction transaction, Step.Append append) {
        List<Long> order = order(append.list());
        int position = order.indexOf(append.value());
        Step.Read read = index.readsOf(transaction).get(append.list());
        if (position < 0) {
            report.add(LOST_UPDATE, "%s of %s, final %s", append, transaction, order);
        } else if (read != null
                && order.subList(0, position).stream()
                        .anyMatch(value -> index.appender(value) != transaction
                                && !read.values().contains(value))) {
            report.add(FIRST_COMMITTER, "%s did not see all before it: final %s", transaction, order);
        }
    }

    private void committed(List<Long> values, String where, long when) {
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i);
            Transaction appender = index.appender(value);
            if (!index.committed(value, appender) || appender.ending() > when) {
                report.add(DIRTY_READ, "%s of %s in %s", value, appender, where);
            }
        }
        if (!values.isEmpty() && !index.isLastOfItsTransaction(values.get(values.size() - 1))) {
            report.add(INTERMEDIATE_READ, "%s", where);
        }
    }

    private List<Long> order(int list) {
        return history.last().lists().get(list);
    }
}
