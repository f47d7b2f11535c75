package dev.odb.benchmarks.server.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The values of all rounds: a cell is their median and, if there are several, the least and the greatest. */
final class FairnessTable {
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /** One participant in one round. */
    record Round(
            double serial,
            double crowd,
            double median,
            double slowest,
            double passed,
            double mostPassed,
            double fewest,
            double most,
            double attempts,
            double lost) {
        double share() {
            return crowd / serial;
        }

        double spread() {
            return slowest / median;
        }

        double passing() {
            return mostPassed / passed;
        }
    }

    /** Reads the servlet's answer: for each participant and round a line of one thread and one of all. */
    static FairnessTable of(String answer) {
        FairnessTable table = new FairnessTable();
        List<String[]> lines = answer.lines().map(line -> line.split("\t")).toList();
        for (int i = 0; i < lines.size(); i += 2) {
            double[] alone = values(lines.get(i));
            double[] crowd = values(lines.get(i + 1));
            table.rounds
                    .computeIfAbsent(lines.get(i)[0], name -> new ArrayList<>())
                    .add(new Round(
                            alone[0],
                            crowd[0],
                            crowd[1],
                            crowd[2],
                            crowd[3],
                            crowd[4],
                            crowd[5],
                            crowd[6],
                            crowd[7],
                            alone[8] + crowd[8]));
        }
        return table;
    }

    private static double[] values(String[] line) {
        return Arrays.stream(line).skip(2).mapToDouble(Double::parseDouble).toArray();
    }

    Map<String, List<Round>> rounds() {
        return rounds;
    }

    /** As Markdown. */
    String markdown(int threads) {
        StringBuilder text = new StringBuilder("| | ");
        rounds.keySet().forEach(name -> text.append(name).append(" | "));
        text.append("\n|---|").append("---|".repeat(rounds.size())).append('\n');
        row(text, "calls/s, 1 thread", Round::serial);
        row(text, "calls/s, " + threads + " threads", Round::crowd);
        row(text, "the quotient of these", Round::share);
        row(text, "a call, the median, ms", round -> round.median / 1e3);
        row(text, "a call, the slowest, ms", round -> round.slowest / 1e3);
        row(text, "the quotient of these", Round::spread);
        row(text, "calls of others during a call, the median", Round::passed);
        row(text, "the same, at most", Round::mostPassed);
        row(text, "the quotient of these", Round::passing);
        row(text, "fewest calls of a thread by most", round -> round.fewest / round.most);
        row(text, "attempts a call", Round::attempts);
        row(text, "increments lost", Round::lost);
        return text.toString();
    }

    private void row(StringBuilder text, String name, ToDoubleFunction<Round> value) {
        text.append("| ").append(name).append(" |");
        for (List<Round> all : rounds.values()) {
            List<Double> sorted =
                    all.stream().map(value::applyAsDouble).sorted().toList();
            text.append(' ').append(number(sorted.get(sorted.size() / 2)));
            if (sorted.size() > 1) {
                text.append(" (")
                        .append(number(sorted.get(0)))
                        .append(" to ")
                        .append(number(sorted.get(sorted.size() - 1)))
                        .append(')');
            }
            text.append(" |");
        }
        text.append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
