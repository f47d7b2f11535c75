package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who wrote what, and what each transaction read of others. */
final class Index {
    private final Map<Long, Transaction> appended = new HashMap<>();
    private final Map<Long, Transaction> inserted = new HashMap<>();
    private final Map<Long, Long> lastOfGroup = new HashMap<>();
    private final List<Map<Integer, Step.Read>> reads = new ArrayList<>();

    Index(History history, Report report) {
        for (Transaction transaction : history.transactions()) {
            Map<Integer, Long> last = new HashMap<>();
            transaction.steps(Step.Append.class).forEach(append -> {
                appended.put(append.value(), transaction);
                last.put(append.list(), append.value());
            });
            transaction
                    .steps(Step.Append.class)
                    .forEach(append -> lastOfGroup.put(append.value(), last.get(append.list())));
            transaction.steps(Step.Insert.class).forEach(insert -> inserted.put(insert.key(), transaction));
            reads.add(new OwnView(transaction, report).outside());
        }
    }

    /** The transaction that appended the value, or null. */
    Transaction appender(long value) {
        return appended.get(value);
    }

    /** The transaction that inserted the key, or null. */
    Transaction inserter(long key) {
        return inserted.get(key);
    }

    Stream<Long> insertedKeys() {
        return inserted.keySet().stream();
    }

    /** Whether no value of the same transaction follows it in the same list. */
    boolean isLastOfItsTransaction(long value) {
        Long last = lastOfGroup.get(value);
        return last == null || last == value;
    }

    /** The lists as the transaction saw them before its own changes. */
    Map<Integer, Step.Read> readsOf(Transaction transaction) {
        return reads.get(transaction.id());
    }
}
