package dev.odb.storage.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a process of its own, which says line by line what it has done and ends when its input does. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private Peer(Process process) {
        this.process = process;
        this.reader = new Thread(this::read);
    }

    /** Starts one. */
    static Peer start(Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Peer peer = new Peer(process);
        peer.reader.start();
        return peer;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has said that begins so. */
    synchronized List<String> said(String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).toList();
    }

    /** Waits until it says something that begins so, or ends. */
    synchronized String await(String prefix) throws InterruptedException {
        while (said(prefix).isEmpty()) {
            if (!process.isAlive() && !reader.isAlive()) {
                throw new AssertionError("ended without saying '" + prefix + "': " + lines);
            }
            wait(100);
        }
        return said(prefix).get(0);
    }

    /** It is to be there for as long as somebody waits for what it does. */
    synchronized void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + lines);
        }
    }

    /** As kill -9. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Tells it to end; gives its exit value. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        int exit = process.waitFor();
        reader.join();
        return exit;
    }

    @Override
    public void close() {
        kill();
    }
}
