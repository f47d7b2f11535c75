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
import java.util.function.ToLongFunction;

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
        this.graph = new DependencyGraph(history.transactions().size());
    }

    DependencyGraph build() {
        history.last().lists().forEach(this::overwrites);
        for (Transaction transaction : history.transactions()) {
            index.readsOf(transaction).values().forEach(read -> read(transaction, read));
            transaction.steps(Step.Scan.class).forEach(scan -> scan(transaction, scan));
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
        boolean counts = read.verified() && reader.committed() && reader.writes();
        for (int i = size; i < order.size(); i++) {
            Transaction next = index.appender(order.get(i));
            if (next != reader) {
                graph.add(reader, next, counts ? VERIFIED_RW : RW);
                return;
            }
        }
    }

    private void scan(Transaction reader, Step.Scan scan) {
        scan.keys().forEach(key -> graph.add(index.inserter(key), reader, WR));
        index.insertedKeys()
                .filter(key -> key >= scan.from() && key <= scan.to())
                .filter(key -> !scan.keys().contains(key))
                .map(index::inserter)
                .filter(Transaction::committed)
                .forEach(inserter -> graph.add(reader, inserter, RW));
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
