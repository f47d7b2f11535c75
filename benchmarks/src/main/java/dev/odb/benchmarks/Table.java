package dev.odb.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All measurements. A value is the median of the rounds, a quotient the median of the quotients of each round, so that
 * what else the machine did in a round hits both sides.
 */
final class Table {
    private final Map<Row, Map<String, List<Double>>> values = new EnumMap<>(Row.class);
    private final Goals goals;

    Table(Goals goals) {
        this.goals = goals;
    }

    void add(Row row, String contestant, double value) {
        values.computeIfAbsent(row, key -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, key -> new ArrayList<>())
                .add(value);
    }

    private List<Double> rounds(Row row, String contestant) {
        return values.getOrDefault(row, Map.of()).getOrDefault(contestant, List.of());
    }

    /** The median, or NaN if nothing was measured. */
    double value(Row row, String contestant) {
        return median(rounds(row, contestant));
    }

    private static double median(List<Double> all) {
        return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }

    /** What the goal bounds, for any contestant: the value, or its quotient; NaN if something was not measured. */
    double bounded(Goal goal, Row row, String contestant) {
        if (goal.contestant() == null) {
            return value(row, contestant);
        }
        return quotient(rounds(row, contestant), rounds(goal.row() == null ? row : goal.row(), goal.contestant()));
    }

    private static double quotient(List<Double> dividends, List<Double> divisors) {
        List<Double> quotients = new ArrayList<>();
        for (int round = 0; round < Math.min(dividends.size(), divisors.size()); round++) {
            quotients.add(dividends.get(round) / divisors.get(round));
        }
        return median(quotients);
    }

    /** As Markdown: goals and what is reached of them, and everybody's values. */
    String markdown(Iterable<String> contestants) {
        StringBuilder text = new StringBuilder("| | unit | goal: reached |");
        StringBuilder line = new StringBuilder("|---|---|---|");
        for (String contestant : contestants) {
            text.append(' ').append(contestant).append(" |");
            line.append("---|");
        }
        text.append('\n').append(line).append('\n');
        for (Row row : values.keySet()) {
            text.append("| ")
                    .append(row.text())
                    .append(" | ")
                    .append(row.unit())
                    .append(" | ");
            text.append(goals.of(row).stream().map(goal -> reached(goal, row)).collect(Collectors.joining("; ")));
            text.append(" |");
            for (String contestant : contestants) {
                text.append(' ').append(cell(row, contestant)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String reached(Goal goal, Row row) {
        double value = bounded(goal, row, goals.whose());
        if (Double.isNaN(value)) {
            return goal.text();
        }
        return goal.text() + ": " + (goal.reached(value) ? "" : "**missed**, ") + number(value);
    }

    private String cell(Row row, String contestant) {
        double value = value(row, contestant);
        if (Double.isNaN(value)) {
            return "";
        }
        Goal first = goals.of(row).get(0);
        double quotient = first.contestant() == null ? Double.NaN : bounded(first, row, contestant);
        return number(value) + (Double.isNaN(quotient) ? "" : String.format(Locale.ROOT, " (%.2f)", quotient));
    }

    /** The rows of two tables beside each other, the other one's of more issues. */
    String growth(Table larger, String name, Iterable<String> contestants) {
        StringBuilder text = new StringBuilder("| | unit |");
        StringBuilder line = new StringBuilder("|---|---|");
        for (String contestant : contestants) {
            text.append(' ').append(contestant).append(" | ").append(name).append(" | quotient |");
            line.append("---|---|---|");
        }
        text.append('\n').append(line).append('\n');
        for (Row row : Row.GROWTH) {
            text.append("| ")
                    .append(row.text())
                    .append(" | ")
                    .append(row.unit())
                    .append(" |");
            for (String contestant : contestants) {
                double before = value(row, contestant);
                double after = larger.value(row, contestant);
                text.append(' ')
                        .append(number(before))
                        .append(" | ")
                        .append(number(after))
                        .append(" | ");
                text.append(number(after / before)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
