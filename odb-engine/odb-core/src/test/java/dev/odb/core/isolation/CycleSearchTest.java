package dev.odb.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for cycles. */
class CycleSearchTest {
    private static Edge edge(int from, int to) {
        return new Edge(from, to, Edge.Kind.WW);
    }

    private static List<Edge> shortest(int nodes, Edge... edges) {
        CycleSearch search = new CycleSearch(nodes);
        for (Edge edge : edges) {
            search.arc(edge.from(), edge.to(), edge);
        }
        return search.shortest();
    }

    @Test
    void graphWithoutCycle_givesNull() {
        assertThat(shortest(4, edge(0, 1), edge(0, 2), edge(1, 3), edge(2, 3))).isNull();
    }

    @Test
    void shorterOfTwoCycles_isFound() {
        List<Edge> cycle =
                shortest(6, edge(0, 1), edge(1, 2), edge(2, 0), edge(2, 3), edge(3, 4), edge(4, 3), edge(4, 5));
        assertThat(cycle).containsExactlyInAnyOrder(edge(3, 4), edge(4, 3));
    }

    @Test
    void longCycle_isGivenInOrder() {
        int nodes = 1000;
        Edge[] ring = IntStream.range(0, nodes)
                .mapToObj(i -> edge(i, (i + 1) % nodes))
                .toArray(Edge[]::new);
        assertThat(shortest(nodes, ring)).containsExactly(ring);
    }
}
