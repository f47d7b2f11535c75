package dev.odb.core.huge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction of more than fits into memory, in a process of its own. */
class HugeTransactionTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int COUNT = (int) (1_000_000 * SCALE);

    @TempDir
    Path folder;

    private record Outcome(int exit, String output) {}

    @Test
    void transactionOfMillionObjects_runsInASmallHeapWithSavepoints() throws Exception {
        Outcome outcome = run(heap(), COUNT, 5_000);
        System.out.print("HugeTransactionTest: " + outcome.output);
        assertThat(outcome.exit).as(outcome.output).isZero();
        assertThat(outcome.output)
                .containsSubsequence(
                        "made " + COUNT,
                        "all of version 0",
                        "rolled back " + COUNT,
                        "all of version 0",
                        "changed " + COUNT);
        assertThat(outcome.output).endsWith("all of version 1\nall of version 1\n");
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).noneMatch(n -> n.endsWith(".tmp"));
        }
    }

    /** Otherwise the other test would show nothing. */
    @Test
    void withoutSavepoints_theHeapIsTooSmall() throws Exception {
        Outcome outcome = run(heap(), COUNT, 0);
        assertThat(outcome.exit).as(outcome.output).isNotZero();
        assertThat(outcome.output).contains("OutOfMemoryError");
    }

    private static String heap() {
        return SCALE >= 1 ? "-Xmx256m" : "-Xmx28m";
    }

    private Outcome run(String heap, int count, int step) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeTransaction.class.getName(),
                        folder.resolve("db").toString(),
                        Integer.toString(count),
                        Integer.toString(step))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes());
            return new Outcome(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
