package dev.odb.core.isolation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The edges between the transactions of a history. */
final class DependencyGraph {
    private final List<Transaction> transactions;
    private final int size;
    private final Set<Edge> edges = new HashSet<>();

    DependencyGraph(List<Transaction> transactions) {
        this.transactions = transactions;
        this.size = transactions.size();
    }

    void add(Transaction from, Transaction to, Edge.Kind kind) {
        if (from != null && to != null && from != to) {
            edges.add(new Edge(from.id(), to.id(), kind));
        }
    }

    /** The shortest cycle in which no two rw edges follow each other, or null: with one, no snapshots can exist. */
    List<Edge> snapshotCycle() {
        // a node for a transaction reached by an rw edge, and one for it reached otherwise
        CycleSearch search = new CycleSearch(2 * size);
        for (Edge edge : edges) {
            if (edge.kind().antidependency()) {
                search.arc(edge.from(), size + edge.to(), edge);
            } else if (edge.kind() != Edge.Kind.ACKNOWLEDGED) {
                search.arc(edge.from(), edge.to(), edge);
                search.arc(size + edge.from(), edge.to(), edge);
            }
        }
        return search.shortest();
    }

    /** The shortest cycle of edges of which each says that one committed before the other, or null. */
    List<Edge> commitCycle() {
        CycleSearch search = new CycleSearch(size);
        for (Edge edge : edges) {
            if (edge.kind() != Edge.Kind.RW) {
                search.arc(edge.from(), edge.to(), edge);
            }
        }
        return search.shortest();
    }

    /** The shortest cycle among committed transactions, or null: with one, no serial order exists. */
    List<Edge> serialCycle() {
        CycleSearch search = new CycleSearch(size);
        for (Edge edge : edges) {
            Transaction to = transactions.get(edge.to());
            // one that only reads comes where its snapshot is, not where it ended
            boolean order = edge.kind() != Edge.Kind.ACKNOWLEDGED || to.writes();
            if (order && to.committed() && transactions.get(edge.from()).committed()) {
                search.arc(edge.from(), edge.to(), edge);
            }
        }
        return search.shortest();
    }
}
