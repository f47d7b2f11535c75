package dev.odb.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs rows for contestants, each measurement in a process of its own, the contestants in turn and that several times
 * over, so that what else the machine does hits all of them.
 */
final class Benchmark {
    private final Path folder;
    private final int issues;
    private final double seconds;
    private final int rounds;
    private final List<Contestants> contestants;
    private final BiPredicate<Row, Contestants> wanted;
    private final Consumer<String> progress;
    private final List<String> options;
    private final Table table;

    /**
     * Measures in processes that are started with these options of the Java virtual machine.
     */
    Benchmark(
            Path folder,
            int issues,
            double seconds,
            int rounds,
            List<Contestants> contestants,
            BiPredicate<Row, Contestants> wanted,
            Consumer<String> progress,
            Goals goals,
            List<String> options) {
        this.folder = folder;
        this.issues = issues;
        this.seconds = seconds;
        this.rounds = rounds;
        this.contestants = contestants;
        this.wanted = wanted;
        this.progress = progress;
        this.options = options;
        table = new Table(goals);
    }

    /** Measures everything. */
    Table run() throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Contestants contestant : contestants) {
                measure(Row.LOAD, contestant);
                if (wanted.test(Row.DISK, contestant) && contestant != Contestants.PLAIN) {
                    double bytes = size(folder(contestant)) / ((double) issues * IssueText.OBJECTS);
                    table.add(Row.DISK, contestant.make().name(), bytes);
                }
            }
            for (Row row : Row.values()) {
                if (row != Row.LOAD && !row.isByProduct()) {
                    for (Contestants contestant : contestants) {
                        measure(row, contestant);
                    }
                }
            }
        }
        return table;
    }

    private Path folder(Contestants contestant) {
        return folder.resolve(contestant.name());
    }

    private void measure(Row row, Contestants contestant) throws IOException, InterruptedException {
        if (!wanted.test(row, contestant)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.util.logging.config.file="));
        command.addAll(options);
        command.addAll(List.of(
                Child.class.getName(),
                contestant.name(),
                row.name(),
                folder(contestant).toString(),
                Integer.toString(issues),
                Double.toString(seconds)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String name = contestant.make().name();
        try (BufferedReader output = process.inputReader()) {
            String line;
            while ((line = output.readLine()) != null) {
                if (line.startsWith(Child.RESULT)) {
                    String[] result = line.substring(Child.RESULT.length()).split(" ");
                    progress.accept(result[0] + " " + contestant + ": " + result[1]);
                    table.add(Row.valueOf(result[0]), name, Double.parseDouble(result[1]));
                }
            }
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(contestant + " failed at " + row + ", see above");
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    /** Makes an empty folder of it. */
    static void recreate(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
