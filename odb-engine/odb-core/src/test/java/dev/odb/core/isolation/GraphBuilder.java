package dev.odb.core.isolation;

import static dev.odb.core.isolation.Edge.Kind.ACKNOWLEDGED;
import static dev.odb.core.isolation.Edge.Kind.REAL_TIME;
import static dev.odb.core.isolation.Edge.Kind.RW;
import static dev.odb.core.isolation.Edge.Kind.VERIFIED_RW;
import static dev.odb.core.isolation.Edge.Kind.WR;
import static dev.odb.core.isolation.Edge.Kind.WW;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Draws the edges that the observations prove. Transactions that rolled back count as readers: they too have a snapshot.
 */
final class GraphBuilder {
    private final History history;
    private final Index index;
    private final DependencyGraph graph;

    GraphBuilder(History history, Index index) {
        this.history = history;
        this.index = index;
        this.graph = new DependencyGraph(history.transactions());
    }

    DependencyGraph build() {
        history.last().lists().forEach(this::overwrites);
        for (Transaction transaction : history.transactions()) {
            index.readsOf(transaction).values().forEach(read -> read(transaction, read));
            transaction.steps(Step.Scan.class).forEach(scan -> scan(transaction, scan));
            if (transaction.committed()) {
                transaction.changes(Step.Remove.class).forEach(remove -> removed(transaction, remove.key()));
            }
        }
        realTime(REAL_TIME, Transaction::begin);
        realTime(ACKNOWLEDGED, Transaction::ending);
        return graph;
    }

    private void overwrites(List<Long> order) {
        for (int i = 1; i < order.size(); i++) {
            graph.add(index.appender(order.get(i - 1)), index.appender(order.get(i)), WW);
        }
    }

    private void read(Transaction reader, Step.Read read) {
        int size = read.values().size();
        if (size > 0) {
            graph.add(index.appender(read.values().get(size - 1)), reader, WR);
        }
        List<Long> order = history.last().lists().get(read.list());
        boolean counts = counts(reader) || read.verified() && reader.committed() && reader.writes();
        for (int i = size; i < order.size(); i++) {
            Transaction next = index.appender(order.get(i));
            if (next != reader) {
                graph.add(reader, next, counts ? VERIFIED_RW : RW);
                return;
            }
        }
    }

    private void scan(Transaction reader, Step.Scan scan) {
        Edge.Kind overwritten = counts(reader) ? VERIFIED_RW : RW;
        Set<Long> own = reader.steps(Step.Remove.class).map(Step.Remove::key).collect(Collectors.toSet());
        for (long key : scan.keys()) {
            graph.add(index.inserter(key), reader, WR);
            index.removers(key).forEach(remover -> graph.add(reader, remover, overwritten));
        }
        index.insertedKeys()
                .filter(key -> key >= scan.from() && key <= scan.to())
                .filter(key -> !scan.keys().contains(key) && !own.contains(key))
                .filter(key -> index.committed(key, index.inserter(key)))
                .forEach(key -> missed(reader, key, overwritten));
    }

    /** A key that was not seen is not there yet, or no longer; which, is not always known. */
    private void missed(Transaction reader, long key, Edge.Kind overwritten) {
        Transaction inserter = index.inserter(key);
        List<Transaction> removers = index.removers(key);
        if (removers.stream().allMatch(remover -> remover.ending() > reader.end())) {
            graph.add(reader, inserter, overwritten);
        } else if (removers.size() == 1 && inserter.end() < reader.begin()) {
            graph.add(removers.get(0), reader, WR);
        }
    }

    private void removed(Transaction remover, long key) {
        graph.add(index.inserter(key), remover, WW);
    }

    /** Whether all that it read had to be current when it committed. */
    private boolean counts(Transaction reader) {
        return history.serializable() && reader.committed() && reader.writes();
    }

    /**
     * What was acknowledged before another transaction began, or before it was told to commit, comes before it. Edges that
     * follow from two others are left out.
     */
    private void realTime(Edge.Kind kind, ToLongFunction<Transaction> time) {
        List<Transaction> byEnd = new ArrayList<>(history.transactions());
        byEnd.sort(Comparator.comparingLong(Transaction::end));
        List<Transaction> byTime = new ArrayList<>(history.transactions());
        byTime.sort(Comparator.comparingLong(time));
        int over = 0;
        long youngest = Long.MIN_VALUE;
        for (Transaction later : byTime) {
            while (over < byEnd.size() && byEnd.get(over).end() < time.applyAsLong(later)) {
                youngest = Math.max(youngest, time.applyAsLong(byEnd.get(over)));
                over++;
            }
            for (int i = over - 1; i >= 0 && byEnd.get(i).end() >= youngest; i--) {
                graph.add(byEnd.get(i), later, kind);
            }
        }
    }
}
