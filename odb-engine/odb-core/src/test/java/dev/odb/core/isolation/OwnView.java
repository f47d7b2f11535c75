package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.TORN_CENSUS;
import static dev.odb.core.isolation.Anomaly.Kind.UNREPEATABLE_READ;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows one transaction from step to step: what it reads is one state and its own changes on top. */
final class OwnView {
    private final Transaction transaction;
    private final Report report;
    private final Map<Integer, Step.Read> outside = new HashMap<>();
    private final Map<Integer, Own> savepoints = new HashMap<>();
    private Own own = new Own();
    private Long totalBefore;
    private Long countBefore;

    /** What the transaction has changed itself. */
    private static final class Own {
        final Map<Integer, List<Long>> appended = new HashMap<>();
        final Set<Long> inserted = new HashSet<>();
        final Set<Long> removed = new HashSet<>();
        long added;
        int more;

        Own copy() {
            Own copy = new Own();
            appended.forEach((list, values) -> copy.appended.put(list, new ArrayList<>(values)));
            copy.inserted.addAll(inserted);
            copy.removed.addAll(removed);
            copy.added = added;
            copy.more = more;
            return copy;
        }
    }

    OwnView(Transaction transaction, Report report) {
        this.transaction = transaction;
        this.report = report;
        transaction.steps().forEach(this::step);
    }

    /** Its reads by list, without its own values. */
    Map<Integer, Step.Read> outside() {
        return outside;
    }

    private void step(Step step) {
        if (step instanceof Step.Savepoint savepoint) {
            savepoints.put(savepoint.number(), own.copy());
        } else if (step instanceof Step.Back back) {
            own = savepoints.get(back.savepoint()).copy();
        } else if (step instanceof Step.Read read) {
            read(read);
        } else if (step instanceof Step.Scan scan) {
            scan(scan);
        } else if (step instanceof Step.Total total) {
            totalBefore = same("total", totalBefore, total.value() - own.added);
        } else if (step instanceof Step.Census census) {
            census(census);
        } else {
            change(step);
        }
    }

    private void change(Step step) {
        if (step instanceof Step.Append append) {
            own.appended
                    .computeIfAbsent(append.list(), list -> new ArrayList<>())
                    .add(append.value());
        } else if (step instanceof Step.Insert insert) {
            own.inserted.add(insert.key());
            own.more++;
        } else if (step instanceof Step.Remove remove) {
            own.inserted.remove(remove.key());
            own.removed.add(remove.key());
            own.more--;
        } else if (step instanceof Step.Add add) {
            own.added += add.delta();
        }
    }

    private void census(Step.Census census) {
        if (census.counted() != census.scanned() || census.size() != census.scanned()) {
            report.add(TORN_CENSUS, "%s in %s", census, transaction);
        }
        countBefore = same("census", countBefore, census.scanned() - own.more);
    }

    private void read(Step.Read read) {
        List<Long> mine = own.appended.getOrDefault(read.list(), List.of());
        int before = read.values().size() - mine.size();
        if (before < 0 || !read.values().subList(before, read.values().size()).equals(mine)) {
            report.add(UNREPEATABLE_READ, "own values %s are not at the end of %s in %s", mine, read, transaction);
            return;
        }
        Step.Read stripped =
                new Step.Read(read.list(), read.values().subList(0, before), read.serial(), read.verified());
        Step.Read first = outside.putIfAbsent(read.list(), stripped);
        if (first != null && !(first.values().equals(stripped.values()) && first.serial() == stripped.serial())) {
            report.add(UNREPEATABLE_READ, "%s after %s in %s", stripped, first, transaction);
        } else if (read.verified()) {
            outside.put(read.list(), stripped);
        }
    }

    private void scan(Step.Scan scan) {
        for (long key : own.inserted) {
            if (key >= scan.from() && key <= scan.to() && !scan.keys().contains(key)) {
                report.add(UNREPEATABLE_READ, "own key %s is missing in %s", key, transaction);
            }
        }
        for (long key : own.removed) {
            if (scan.keys().contains(key)) {
                report.add(UNREPEATABLE_READ, "key %s is there again in %s", key, transaction);
            }
        }
    }

    private Long same(String what, Long before, long now) {
        if (before != null && before != now) {
            report.add(UNREPEATABLE_READ, "%s was %s and then %s in %s", what, before, now, transaction);
        }
        return now;
    }
}
