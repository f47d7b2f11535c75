package dev.odb.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The whole benchmark on the command line. */
public final class Main {
    private static final int ROUNDS = 3;

    private Main() {}

    /** Arguments: folder, number of issues, seconds a measurement, contestants with commas between them or "all". */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int issues = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        List<Contestants> contestants = arguments[3].equals("all")
                ? List.of(Contestants.values())
                : Arrays.stream(arguments[3].split(","))
                        .map(Contestants::valueOf)
                        .toList();
        Table table = new Benchmark(
                        folder, issues, seconds, ROUNDS, contestants, (row, one) -> true, System.out::println)
                .run();
        Map<String, String> settings = Contestants.settings(contestants);
        StringBuilder report = new StringBuilder(table.markdown(settings.keySet()));
        report.append('\n').append(machine()).append(", ").append(issues).append(" issues, median of ");
        report.append(ROUNDS).append(" rounds\n\n");
        settings.forEach((name, setting) ->
                report.append("- ").append(name).append(": ").append(setting).append('\n'));
        Files.writeString(folder.resolve("table.md"), report);
        System.out.println(report);
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version");
    }
}
