package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who wrote what, and what each transaction read of others. */
final class Index {
    private final Map<Long, Transaction> appended = new HashMap<>();
    private final Map<Long, Transaction> inserted = new HashMap<>();
    private final Map<Long, List<Transaction>> removed = new HashMap<>();
    private final Set<Long> takenBack = new HashSet<>();
    private final Map<Long, Long> lastOfGroup = new HashMap<>();
    private final List<Map<Integer, Step.Read>> reads = new ArrayList<>();

    Index(History history, Report report) {
        for (Transaction transaction : history.transactions()) {
            lists(transaction);
            map(transaction);
            reads.add(new OwnView(transaction, report).outside());
        }
    }

    private void lists(Transaction transaction) {
        transaction.steps(Step.Append.class).forEach(append -> {
            appended.put(append.value(), transaction);
            takenBack.add(append.value());
        });
        Map<Integer, Long> last = new HashMap<>();
        transaction.changes(Step.Append.class).forEach(append -> {
            takenBack.remove(append.value());
            last.put(append.list(), append.value());
        });
        transaction
                .changes(Step.Append.class)
                .forEach(append -> lastOfGroup.put(append.value(), last.get(append.list())));
    }

    private void map(Transaction transaction) {
        transaction.steps(Step.Insert.class).forEach(insert -> {
            inserted.put(insert.key(), transaction);
            takenBack.add(insert.key());
        });
        transaction.changes(Step.Insert.class).forEach(insert -> takenBack.remove(insert.key()));
        if (transaction.committed()) {
            transaction.changes(Step.Remove.class).forEach(remove -> removed.computeIfAbsent(
                            remove.key(), key -> new ArrayList<>())
                    .add(transaction));
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

    /** The committed transactions that removed the key; there should not be two. */
    List<Transaction> removers(long key) {
        return removed.getOrDefault(key, List.of());
    }

    /** Whether that value or key ever was more than a change within its transaction. */
    boolean committed(long value, Transaction writer) {
        return writer != null && writer.committed() && !takenBack.contains(value);
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
