package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the README's first command in a copy of the project, as a newcomer would: builds everything, starts the sample, and
 * finds the data again at the second start.
 */
@Timeout(1800)
class ReadmeIT {
    private static final Duration BUILD = Duration.ofMinutes(12);
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "sample-data");

    private final Path copy = TestSettings.folder().resolve("readme");
    private final int offset = Ports.freeOffset();
    private final URI page = URI.create("http://127.0.0.1:" + (8080 + offset) + "/issues/");

    @Test
    void runCommand_startsTheSampleAndKeepsItsDataBetweenRuns() throws Exception {
        TestServer.delete(copy);
        copyProject();
        long begin = System.nanoTime();
        String key = whileRunning(tracker -> {
            String added = Tracker.expect(
                            201,
                            tracker.post(
                                    "issues",
                                    Tracker.details("kept", "between runs").build()))
                    .text("key");
            assertThat(tracker.get("issues/" + added).text("title")).isEqualTo("kept");
            return added;
        });
        long first = System.nanoTime();
        String title = whileRunning(tracker -> tracker.get("issues/" + key).text("title"));
        assertThat(title).isEqualTo("kept");
        System.out.println("README: first run " + (first - begin) / 1_000_000_000 + " s, second "
                + (System.nanoTime() - first) / 1_000_000_000 + " s");
    }

    private interface Visit {
        String to(Tracker tracker) throws IOException;
    }

    private String whileRunning(Visit visit) throws Exception {
        Path output = copy.resolveSibling("readme.log");
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("MAVEN_ARGS");
        Process maven = builder.start();
        Thread killer = new Thread(() -> tree(maven).forEach(ProcessHandle::destroyForcibly));
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            Poll.until(BUILD, () -> tail(output), () -> tail(output).contains(page.toString()) || !maven.isAlive());
            assertThat(maven.isAlive()).as(() -> tail(output)).isTrue();
            return visit.to(new Tracker(page));
        } finally {
            stop(maven);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    /** As Ctrl-C does; the server goes with it. */
    private static void stop(Process maven) throws InterruptedException {
        List<ProcessHandle> all = tree(maven);
        maven.destroy();
        maven.waitFor(2, TimeUnit.MINUTES);
        Poll.until(
                Duration.ofMinutes(1), () -> "a process that the command started still runs: " + all, () -> all.stream()
                        .noneMatch(ProcessHandle::isAlive));
    }

    private static List<ProcessHandle> tree(Process maven) {
        List<ProcessHandle> all = new ArrayList<>(maven.descendants().toList());
        all.add(maven.toHandle());
        return all;
    }

    /** The command as it stands in the README, with the Maven that runs this build and free ports. */
    private List<String> command() throws IOException {
        String line = Files.readAllLines(copy.resolve("README.md")).stream()
                .filter(one -> one.startsWith("mvn -Prun"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no line that begins with 'mvn -Prun'"));
        List<String> words =
                new ArrayList<>(List.of(line.replaceFirst("#.*", "").strip().split(" +")));
        words.set(0, TestSettings.mavenHome().resolve("bin").resolve("mvn").toString());
        words.add("-B");
        words.add("-Dodb.port.offset=" + offset);
        return words;
    }

    private static String tail(Path output) {
        try {
            String all = Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
            return all.substring(Math.max(0, all.length() - 5_000));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copyProject() throws IOException {
        Path from = TestSettings.project();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) throws IOException {
                if (LEFT_OUT.contains(String.valueOf(folder.getFileName()))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                if (a.isRegularFile()) {
                    Files.copy(file, copy.resolve(from.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
