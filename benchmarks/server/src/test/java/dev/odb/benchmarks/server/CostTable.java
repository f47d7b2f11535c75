package dev.odb.benchmarks.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The values of all rounds. A cell has the medians of the rounds, in microseconds: time, and processor time of the thread.
 */
final class CostTable {
    private final Map<Cost, Map<String, List<Double>>> times = new EnumMap<>(Cost.class);
    private final Map<Cost, Map<String, List<Double>>> processorTimes = new EnumMap<>(Cost.class);

    /** Reads the servlet's answer. */
    static CostTable of(String lines) {
        CostTable table = new CostTable();
        lines.lines().forEach(line -> {
            String[] parts = line.split("\t");
            add(table.times, parts, parts[2]);
            add(table.processorTimes, parts, parts[3]);
        });
        return table;
    }

    private static void add(Map<Cost, Map<String, List<Double>>> values, String[] parts, String value) {
        values.computeIfAbsent(Cost.valueOf(parts[0]), row -> new LinkedHashMap<>())
                .computeIfAbsent(parts[1], participant -> new ArrayList<>())
                .add(Double.valueOf(value));
    }

    /** NaN if it was not measured. */
    double time(Cost row, String participant) {
        return median(times, row, participant);
    }

    private static double median(Map<Cost, Map<String, List<Double>>> values, Cost row, String participant) {
        List<Double> all = values.getOrDefault(row, Map.of()).getOrDefault(participant, List.of());
        return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }

    /** What one of our transactions that write takes beyond the forced write, as a multiple of one that does nothing. */
    String share() {
        return String.format(
                Locale.ROOT,
                "ODB's share of a one-phase write beyond the forced write: %.2f x the one that does nothing"
                        + " (%.2f x in processor time)%n",
                share(times),
                share(processorTimes));
    }

    private static double share(Map<Cost, Map<String, List<Double>>> values) {
        return (median(values, Cost.WRITE, "ODB") - median(values, Cost.FORCE, ""))
                / median(values, Cost.WRITE, "nothing");
    }

    /** As Markdown. */
    String markdown() {
        Set<String> participants = new LinkedHashSet<>();
        times.values().forEach(row -> participants.addAll(row.keySet()));
        StringBuilder text = new StringBuilder("| µs a transaction |");
        StringBuilder line = new StringBuilder("|---|");
        for (String participant : participants) {
            text.append(' ').append(participant).append(" |");
            line.append("---|");
        }
        text.append('\n').append(line).append('\n');
        for (Cost row : times.keySet()) {
            text.append("| ").append(row.text()).append(" |");
            for (String participant : participants) {
                double time = time(row, participant);
                double processorTime = median(processorTimes, row, participant);
                text.append(
                        Double.isNaN(time) ? " |" : String.format(Locale.ROOT, " %.1f (%.1f) |", time, processorTime));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
