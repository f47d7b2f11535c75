package dev.odb.core.isolation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Finds a shortest cycle of a directed graph: peels off what is on none, then searches in breadth. */
final class CycleSearch {
    private record Arc(int from, int to, Edge edge) {}

    private final List<List<Arc>> out = new ArrayList<>();
    private final int[] incoming;

    CycleSearch(int nodes) {
        incoming = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            out.add(new ArrayList<>(0));
        }
    }

    void arc(int from, int to, Edge edge) {
        out.get(from).add(new Arc(from, to, edge));
        incoming[to]++;
    }

    /** Its edges in order, or null if there is no cycle. */
    List<Edge> shortest() {
        List<Edge> best = null;
        for (int node : unpeeled()) {
            List<Edge> cycle = through(node, best == null ? Integer.MAX_VALUE : best.size());
            best = cycle == null ? best : cycle;
        }
        return best;
    }

    private List<Integer> unpeeled() {
        int[] left = incoming.clone();
        Deque<Integer> free = new ArrayDeque<>();
        for (int node = 0; node < left.length; node++) {
            if (left[node] == 0) {
                free.add(node);
            }
        }
        while (!free.isEmpty()) {
            for (Arc arc : out.get(free.poll())) {
                if (--left[arc.to] == 0) {
                    free.add(arc.to);
                }
            }
        }
        List<Integer> result = new ArrayList<>();
        for (int node = 0; node < left.length; node++) {
            if (left[node] > 0) {
                result.add(node);
            }
        }
        return result;
    }

    private List<Edge> through(int start, int below) {
        Arc[] reachedBy = new Arc[incoming.length];
        int[] distance = new int[incoming.length];
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            int node = queue.poll();
            if (distance[node] + 1 >= below) {
                return null;
            }
            for (Arc arc : out.get(node)) {
                if (reachedBy[arc.to] == null) {
                    reachedBy[arc.to] = arc;
                    distance[arc.to] = distance[node] + 1;
                    queue.add(arc.to);
                }
            }
            if (reachedBy[start] != null) {
                return path(start, reachedBy);
            }
        }
        return null;
    }

    private static List<Edge> path(int start, Arc[] reachedBy) {
        List<Edge> edges = new ArrayList<>();
        int node = start;
        do {
            edges.add(reachedBy[node].edge);
            node = reachedBy[node].from;
        } while (node != start);
        Collections.reverse(edges);
        return edges;
    }
}
