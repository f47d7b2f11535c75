package dev.odb.core.isolation;

import dev.odb.core.isolation.Anomaly.Kind;
import java.util.List;

/** Looks in a history for everything that snapshot isolation forbids. */
final class Checker {
    private Checker() {}

    /** All that is found, empty for a good history. Of the cycles only a shortest one is told. */
    static List<Anomaly> check(History history) {
        Report report = new Report();
        Index index = new Index(history, report);
        new ListCheck(history, index, report).run();
        new MapCheck(history, index, report).run();
        new SerialCheck(history, index, report).run();
        DependencyGraph graph = new GraphBuilder(history, index).build();
        List<Edge> snapshot = graph.snapshotCycle();
        List<Edge> commit = graph.commitCycle();
        List<Edge> serial = history.serializable() ? graph.serialCycle() : null;
        if (snapshot != null) {
            tell(history, snapshot, kind(snapshot), report);
        }
        if (commit != null && commit.stream().anyMatch(edge -> edge.kind() == Edge.Kind.VERIFIED_RW)) {
            tell(history, commit, Kind.VERIFIED_READ, report);
        }
        if (serial != null) {
            tell(history, serial, Kind.NOT_SERIALIZABLE, report);
        }
        return report.anomalies();
    }

    private static void tell(History history, List<Edge> cycle, Kind kind, Report report) {
        StringBuilder text = new StringBuilder(cycle.toString());
        for (Edge edge : cycle) {
            text.append("\n    ").append(history.transactions().get(edge.from()));
        }
        report.add(kind, "%s", text);
    }

    private static Kind kind(List<Edge> cycle) {
        long antidependencies =
                cycle.stream().filter(edge -> edge.kind().antidependency()).count();
        if (antidependencies > 0) {
            return antidependencies == 1 ? Kind.G_SINGLE : Kind.G_NONADJACENT;
        }
        return cycle.stream().allMatch(edge -> edge.kind() == Edge.Kind.WW) ? Kind.G0 : Kind.G1C;
    }
}
