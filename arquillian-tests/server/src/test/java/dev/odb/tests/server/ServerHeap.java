package dev.odb.tests.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The heap of a server's process, by way of the JDK's {@code jcmd}. */
final class ServerHeap {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LOOKS = 15;
    private static final String LOADER = "org.jboss.modules.ModuleClassLoader";

    private final TestServer server;

    ServerHeap(TestServer server) {
        this.server = server;
    }

    /**
     * Writes the objects that are still there to a file, after the number of class loaders has stopped falling: what threads
     * leave behind that are about to end is no leak.
     */
    Path dump() throws IOException {
        Path file = server.data().resolve("heap.hprof");
        Files.deleteIfExists(file);
        settle();
        run("GC.heap_dump", file.toString());
        return file;
    }

    private void settle() throws IOException {
        long fewest = Long.MAX_VALUE;
        for (int looks = 0; looks < LOOKS; looks++) {
            long now = loaders();
            if (now < fewest) {
                fewest = now;
                looks = 0;
            }
            Poll.pause();
        }
    }

    /** How many there are after a full collection. */
    private long loaders() throws IOException {
        String line = run("GC.class_histogram")
                .lines()
                .filter(each -> each.contains(LOADER + " ") || each.endsWith(LOADER))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The server has no " + LOADER));
        return Long.parseLong(line.trim().split("\\s+")[1]);
    }

    private String run(String... command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path output = server.data().resolve("jcmd.txt");
        ProcessBuilder builder = new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()));
        builder.command().addAll(List.of(command));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " failed: " + text);
            }
            return text;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
