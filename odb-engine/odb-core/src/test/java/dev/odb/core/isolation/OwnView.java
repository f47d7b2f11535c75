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
    private final Map<Integer, List<Long>> appended = new HashMap<>();
    private final Set<Long> inserted = new HashSet<>();
    private long added;
    private Long totalBefore;
    private Long countBefore;

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
        if (step instanceof Step.Append append) {
            appended.computeIfAbsent(append.list(), list -> new ArrayList<>()).add(append.value());
        } else if (step instanceof Step.Insert insert) {
            inserted.add(insert.key());
        } else if (step instanceof Step.Add add) {
            added += add.delta();
        } else if (step instanceof Step.Read read) {
            read(read);
        } else if (step instanceof Step.Scan scan) {
            scan(scan);
        } else if (step instanceof Step.Total total) {
            totalBefore = same("total", totalBefore, total.value() - added);
        } else if (step instanceof Step.Census census) {
            if (census.counted() != census.scanned() || census.size() != census.scanned()) {
                report.add(TORN_CENSUS, "%s in %s", census, transaction);
            }
            countBefore = same("census", countBefore, census.scanned() - inserted.size());
        }
    }

    private void read(Step.Read read) {
        List<Long> own = appended.getOrDefault(read.list(), List.of());
        int before = read.values().size() - own.size();
        if (before < 0 || !read.values().subList(before, read.values().size()).equals(own)) {
            report.add(UNREPEATABLE_READ, "own values %s are not at the end of %s in %s", own, read, transaction);
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
        for (long own : inserted) {
            if (own >= scan.from() && own <= scan.to() && !scan.keys().contains(own)) {
                report.add(UNREPEATABLE_READ, "own key %s is missing in %s", own, transaction);
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
