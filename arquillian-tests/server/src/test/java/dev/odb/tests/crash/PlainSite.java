package dev.odb.tests.crash;

import dev.odb.tests.crash.inside.PlainMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A plain JVM that reads commands from its input. It ends with its input, so also with the tests. */
final class PlainSite implements Site {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;
    private final ProcessBuilder command;
    private Process process;
    private BufferedReader answers;
    private PrintStream commands;

    /**
     * Makes one.
     *
     * @param objects the URL of the object database
     * @param other the JDBC URL of the other resource, or {@code broker}
     */
    PlainSite(Path folder, OtherResource resource, String objects, String other) throws Exception {
        this.folder = folder;
        Files.createDirectories(folder);
        command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        Halting.agent(folder, resource),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainMain.class.getName(),
                        folder.toString(),
                        objects,
                        other)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.log").toFile()));
    }

    @Override
    public void start() throws IOException {
        process = command.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> send(String line) throws Exception {
        commands.println(line);
        return Optional.ofNullable(
                CompletableFuture.supplyAsync(this::answer).get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int awaitEnd() throws Exception {
        return process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS).exitValue();
    }

    @Override
    public String log() {
        return folder.resolve("output.log").toString();
    }

    @Override
    public void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
