package dev.odb.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All measurements; a cell is the median of what was measured. */
final class Table {
    private final Map<Row, Map<String, List<Double>>> values = new EnumMap<>(Row.class);

    void add(Row row, String contestant, double value) {
        values.computeIfAbsent(row, key -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, key -> new ArrayList<>())
                .add(value);
    }

    /** The median, or NaN if nothing was measured. */
    double value(Row row, String contestant) {
        List<Double> all = values.getOrDefault(row, Map.of()).getOrDefault(contestant, List.of());
        return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }

    /** How many times better than the row's reference; NaN without one. */
    double ratio(Row row, String contestant) {
        double ratio = value(row, contestant) / value(row, row.reference());
        return row.smallerIsBetter() ? 1 / ratio : ratio;
    }

    /** As Markdown: a value and in brackets the ratio to the reference. */
    String markdown(Iterable<String> contestants) {
        StringBuilder text = new StringBuilder("| | unit | 1.00 is |");
        StringBuilder line = new StringBuilder("|---|---|---|");
        for (String contestant : contestants) {
            text.append(' ').append(contestant).append(" |");
            line.append("---|");
        }
        text.append('\n').append(line).append('\n');
        for (Row row : values.keySet()) {
            text.append("| ").append(row.text()).append(" | ").append(row.unit());
            text.append(" | ").append(row.reference()).append(" |");
            for (String contestant : contestants) {
                text.append(' ').append(cell(row, contestant)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(Row row, String contestant) {
        double value = value(row, contestant);
        if (Double.isNaN(value)) {
            return "";
        }
        String number = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
        double ratio = ratio(row, contestant);
        return Double.isNaN(ratio) ? number : number + String.format(Locale.ROOT, " (%.2f)", ratio);
    }
}
