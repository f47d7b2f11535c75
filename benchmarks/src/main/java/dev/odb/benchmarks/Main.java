package dev.odb.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole benchmark on the command line. */
public final class Main {
    private static final int GROWTH = 10;

    private final Path folder;
    private final int issues;
    private final double seconds;
    private final int rounds;

    private Main(Path folder, int issues, double seconds, int rounds) {
        this.folder = folder;
        this.issues = issues;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    /**
     * Arguments: folder; number of issues; seconds a measurement; rounds; contestants with commas between them, or "all";
     * rows likewise, "all", or "growth" for the second table alone.
     */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3]));
        List<Contestants> contestants = chosen(arguments[4], Contestants.IN_A_FOLDER);
        boolean growth = arguments[5].equals("growth");
        Set<Row> rows = Set.copyOf(growth ? Row.GROWTH : chosen(arguments[5], List.of(Row.values())));
        main.report(contestants, rows, growth || arguments[5].equals("all"));
    }

    static <E extends Enum<E>> List<E> chosen(String names, List<E> all) {
        return names.equals("all")
                ? all
                : Arrays.stream(names.split(",")).map(name -> one(name, all)).toList();
    }

    private static <E extends Enum<E>> E one(String name, List<E> all) {
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + all));
    }

    private void report(List<Contestants> contestants, Set<Row> rows, boolean growth) throws Exception {
        Table table = run(issues, contestants, rows);
        Map<String, String> settings = Contestants.settings(contestants);
        StringBuilder report = new StringBuilder(table.markdown(settings.keySet()));
        if (growth) {
            report.append('\n').append(growth(table, contestants));
        }
        report.append('\n')
                .append(Machine.describe(folder))
                .append("; ")
                .append(issues)
                .append(" issues, ");
        report.append(seconds).append(" s a measurement, ").append(rounds).append(" rounds.\n\n");
        settings.forEach((name, setting) ->
                report.append("- ").append(name).append(": ").append(setting).append('\n'));
        Files.writeString(folder.resolve("table.md"), report);
        System.out.println(report);
    }

    private String growth(Table table, List<Contestants> contestants) throws Exception {
        List<Contestants> measured = contestants.stream()
                .filter(one -> one == Contestants.RAW || one == Contestants.ODB)
                .toList();
        Table larger = run(GROWTH * issues, measured, Set.copyOf(Row.GROWTH));
        return table.growth(
                larger,
                GROWTH + " times as many",
                Contestants.settings(measured).keySet());
    }

    private Table run(int size, List<Contestants> contestants, Set<Row> rows) throws Exception {
        return new Benchmark(
                        folder,
                        size,
                        seconds,
                        rounds,
                        contestants,
                        (row, one) -> row == Row.LOAD || rows.contains(row),
                        System.out::println,
                        Goals.OF_FILES,
                        List.of())
                .run();
    }
}
