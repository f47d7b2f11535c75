package dev.odb.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database of 2,000,000 objects is walked with 192 MiB of heap and the default settings; in the CI tier a twentieth of
 * the objects with an eighth of the heap and settings cut accordingly.
 */
class WalkTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));

    @Test
    void moreObjectsThanFitIntoMemory_areWalked(@TempDir Path folder) throws Exception {
        String[] program = SCALE < 1
                ? new String[] {"-Xmx24m", "100000", "5000", "1000000", "2000000"}
                : new String[] {"-Xmx192m", "2000000", "100000", "16777216", "33554432"};
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program[0],
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Walker.class.getName(),
                        folder.toString(),
                        program[1],
                        program[2],
                        program[3],
                        program[4])
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print("WalkTest " + program[0] + "\n" + output);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("done" + System.lineSeparator());
    }
}
