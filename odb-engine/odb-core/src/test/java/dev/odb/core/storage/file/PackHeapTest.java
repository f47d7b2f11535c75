package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of 2,000,000 objects is packed with 128 MiB of heap; in the CI tier a twentieth of the objects with a sixth of the
 * heap. Each object refers to the one before it, so that following references goes back against the order of the log all
 * the way.
 */
class PackHeapTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));

    @Test
    void moreObjectsThanFitIntoMemory_arePacked(@TempDir Path folder) throws Exception {
        String heap = SCALE < 1 ? "-Xmx20m" : "-Xmx128m";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapPacker.class.getName(),
                        folder.toString(),
                        SCALE < 1 ? "100000" : "2000000")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print("PackHeapTest " + heap + "\n" + output);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("done" + System.lineSeparator());
    }
}
