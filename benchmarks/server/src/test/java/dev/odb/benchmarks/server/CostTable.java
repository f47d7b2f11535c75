package dev.odb.benchmarks.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of all rounds. A cell is the median of the rounds, in microseconds. */
final class CostTable {
    private final Map<Cost, Map<String, List<Double>>> values = new EnumMap<>(Cost.class);

    /** Reads the servlet's answer. */
    static CostTable of(String lines) {
        CostTable table = new CostTable();
        lines.lines().forEach(line -> {
            String[] parts = line.split("\t");
            table.values
                    .computeIfAbsent(Cost.valueOf(parts[0]), row -> new LinkedHashMap<>())
                    .computeIfAbsent(parts[1], participant -> new ArrayList<>())
                    .add(Double.valueOf(parts[2]));
        });
        return table;
    }

    /** NaN if it was not measured. */
    double median(Cost row, String participant) {
        List<Double> all = values.getOrDefault(row, Map.of()).getOrDefault(participant, List.of());
        return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }

    /** What one of our transactions that write takes beyond the forced write, as a multiple of one that does nothing. */
    double share() {
        return (median(Cost.WRITE, "ODB") - median(Cost.FORCE, "")) / median(Cost.WRITE, "nothing");
    }

    /** As Markdown. */
    String markdown() {
        Set<String> participants = new LinkedHashSet<>();
        values.values().forEach(row -> participants.addAll(row.keySet()));
        StringBuilder text = new StringBuilder("| µs a transaction |");
        StringBuilder line = new StringBuilder("|---|");
        for (String participant : participants) {
            text.append(' ').append(participant).append(" |");
            line.append("---|");
        }
        text.append('\n').append(line).append('\n');
        for (Cost row : values.keySet()) {
            text.append("| ").append(row.text()).append(" |");
            for (String participant : participants) {
                double value = median(row, participant);
                text.append(Double.isNaN(value) ? " |" : String.format(Locale.ROOT, " %.1f |", value));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
