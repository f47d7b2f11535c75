package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Writes histories by hand: all transactions overlap unless said. */
final class HistoryWriter {
    private final List<Transaction> transactions = new ArrayList<>();
    private boolean serializable;

    /** From here on it is to be more than snapshot-isolated. */
    HistoryWriter serializable() {
        serializable = true;
        return this;
    }

    HistoryWriter committed(Step... steps) {
        return at(0, 1, true, steps);
    }

    HistoryWriter rolledBack(Step... steps) {
        return at(0, 1, false, steps);
    }

    HistoryWriter over(long begin, long ending, long end, Step... steps) {
        transactions.add(new Transaction(transactions.size(), begin, ending, end, true, List.of(steps)));
        return this;
    }

    HistoryWriter at(long begin, long end, boolean committed, Step... steps) {
        transactions.add(new Transaction(transactions.size(), begin, begin, end, committed, List.of(steps)));
        return this;
    }

    List<Anomaly.Kind> kinds(History.State last) {
        return Checker.check(new History(transactions, last, serializable)).stream()
                .map(Anomaly::kind)
                .distinct()
                .toList();
    }

    /** Checks with the given final lists and nothing else. */
    List<Anomaly.Kind> kinds(List<?>... lists) {
        return kinds(lists(lists));
    }

    static History.State lists(List<?>... lists) {
        return new History.State(Arrays.stream(lists).map(HistoryWriter::longs).toList(), Set.of(), 0, 0);
    }

    private static List<Long> longs(List<?> values) {
        return values.stream().map(value -> ((Number) value).longValue()).toList();
    }

    static Step.Append append(int list, long value) {
        return new Step.Append(list, value);
    }

    static Step.Read read(int list, Integer... values) {
        return new Step.Read(list, longs(List.of(values)), 0, false);
    }

    static Step.Read verified(int list, Integer... values) {
        return new Step.Read(list, longs(List.of(values)), 0, true);
    }

    static Step.Read serial(int list, long serial, Integer... values) {
        return new Step.Read(list, longs(List.of(values)), serial, false);
    }

    static Step.Insert insert(long key) {
        return new Step.Insert(key);
    }

    static Step.Remove remove(long key) {
        return new Step.Remove(key);
    }

    static Step.Scan scan(long from, long to, Long... keys) {
        return new Step.Scan(from, to, Set.of(keys));
    }
}
