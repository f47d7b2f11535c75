package dev.odb.benchmarks;

import dev.odb.benchmarks.contestants.PostgresSchema;
import dev.odb.storage.jdbc.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** The benchmark on one PostgreSQL that it starts and ends, on the command line. */
public final class PostgresMain {
    /** What is measured there. */
    static final List<Row> ROWS =
            List.of(Row.LOAD, Row.COLD_READ, Row.READ, Row.HOT_READ, Row.COMMIT_1, Row.COMMIT_8, Row.COMMIT_32);

    private PostgresMain() {}

    /** Arguments: folder; number of issues; seconds a measurement; rounds; contestants; rows, these two as for {@link Main}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int issues = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        List<Contestants> contestants = Main.chosen(arguments[4], Contestants.ON_POSTGRES);
        Set<Row> rows = EnumSet.copyOf(Main.chosen(arguments[5], ROWS));
        Table table =
                run(Postgres.start(), folder, issues, seconds, rounds, contestants, (row, one) -> rows.contains(row));
        Map<String, String> settings = Contestants.settings(contestants);
        StringBuilder report = new StringBuilder(table.markdown(settings.keySet()))
                .append('\n')
                .append(Machine.describe(folder))
                .append("; %d issues, %s s a measurement, %d rounds.%n%n".formatted(issues, seconds, rounds));
        settings.forEach((name, setting) ->
                report.append("- ").append(name).append(": ").append(setting).append('\n'));
        Files.writeString(folder.resolve("postgres.md"), report);
        System.out.println(report);
    }

    /** Measures these rows, and loading, which the others need. */
    static Table run(
            Postgres server,
            Path folder,
            int issues,
            double seconds,
            int rounds,
            List<Contestants> contestants,
            BiPredicate<Row, Contestants> wanted)
            throws Exception {
        Files.createDirectories(folder);
        return new Benchmark(
                        folder,
                        issues,
                        seconds,
                        rounds,
                        contestants,
                        (row, one) -> row == Row.LOAD || ROWS.contains(row) && wanted.test(row, one),
                        System.out::println,
                        Goals.onPostgres(),
                        List.of("-D" + PostgresSchema.SERVER + "=" + server.url()))
                .run();
    }
}
