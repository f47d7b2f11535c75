package dev.odb.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    /** Processor, memory, Java, operating system and the file system of the folder; on Linux all of them. */
    static String describe(Path folder) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        return value(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch"))
                + ", " + runtime.availableProcessors() + " processors, "
                + value(Path.of("/proc/meminfo"), "MemTotal", "unknown") + " of memory; "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + "; "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Files.getFileStore(folder).type();
    }

    private static String value(Path file, String key, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
