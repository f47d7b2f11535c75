package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.SERIALS;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the serials of the lists that were read tell: they are the tids of the transactions that appended last, they grow
 * along each list, and for each transaction there is a snapshot between what it saw and what it did not.
 */
final class SerialCheck {
    private final History history;
    private final Index index;
    private final Report report;
    private final Map<Transaction, Long> tids = new HashMap<>();

    SerialCheck(History history, Index index, Report report) {
        this.history = history;
        this.index = index;
        this.report = report;
    }

    void run() {
        history.transactions().forEach(this::learn);
        for (List<Long> order : history.last().lists()) {
            ascending(order);
        }
        history.transactions().forEach(this::snapshot);
    }

    private void learn(Transaction reader) {
        for (Step.Read read : index.readsOf(reader).values()) {
            if (read.serial() != 0 && !read.values().isEmpty()) {
                Transaction writer =
                        index.appender(read.values().get(read.values().size() - 1));
                Long before = writer == null ? null : tids.putIfAbsent(writer, read.serial());
                if (before != null && before != read.serial()) {
                    report.add(SERIALS, "%s has tids %s and %s", writer, before, read.serial());
                }
            }
        }
    }

    private void ascending(List<Long> order) {
        long last = 0;
        for (long value : order) {
            Long tid = tid(value);
            if (tid != null && tid < last) {
                report.add(SERIALS, "tid %s of value %s is below one before it in %s", tid, value, order);
            }
            last = tid == null ? last : tid;
        }
    }

    private void snapshot(Transaction reader) {
        long atLeast = 0;
        long below = tids.getOrDefault(reader, Long.MAX_VALUE);
        for (Step.Read read : index.readsOf(reader).values()) {
            atLeast = Math.max(atLeast, read.serial());
            List<Long> order = history.last().lists().get(read.list());
            for (int i = read.values().size(); i < order.size(); i++) {
                Long tid = tid(order.get(i));
                if (tid != null) {
                    below = Math.min(below, tid);
                    counted(reader, read, tid);
                    break;
                }
            }
        }
        if (atLeast >= below) {
            report.add(SERIALS, "no snapshot from %s to before %s fits %s", atLeast, below, reader);
        }
    }

    private void counted(Transaction reader, Step.Read read, long overwritten) {
        long tid = tids.getOrDefault(reader, 0L);
        if (read.verified() && reader.committed() && overwritten < tid) {
            report.add(VERIFIED_READ, "%s was overwritten by %s, before %s of %s", read, overwritten, tid, reader);
        }
    }

    private Long tid(long value) {
        Transaction writer = index.appender(value);
        return writer == null ? null : tids.get(writer);
    }
}
