package dev.odb.sample.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One running WildFly with the sample, as a process of its own. All threads may use it. */
public final class Server implements AutoCloseable {
    static final String CONFIGURATION = "odb.xml";

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9990;

    private final ServerOptions options;
    private final Process process;

    private Server(ServerOptions options, Process process) {
        this.options = options;
        this.process = process;
    }

    /**
     * Starts the server; it is not up yet when this returns.
     *
     * @throws ServerException if one of its ports is taken, or the server was not set up by the build
     */
    public static Server start(ServerOptions options) {
        requireFree(HTTP + options.portOffset(), options);
        requireFree(MANAGEMENT + options.portOffset(), options);
        if (!Files.exists(options.base().resolve("configuration").resolve(CONFIGURATION))) {
            throw new ServerException("There is no server set up in " + options.base()
                    + "; build the project first (the module sample-ear/server sets it up).");
        }
        try {
            Files.createDirectories(options.data().resolve("log"));
            forgetFailures(options.base().resolve("deployments"));
            Process process = new ProcessBuilder(ModularJava.command(
                            options.home(), options.jvmArguments(), "org.jboss.as.standalone", arguments(options)))
                    .redirectErrorStream(true)
                    .redirectOutput(options.log().toFile())
                    .start();
            process.getOutputStream().close();
            return new Server(options, process);
        } catch (IOException e) {
            throw new ServerException("The server could not be started: " + e.getMessage(), e);
        }
    }

    private static List<String> arguments(ServerOptions options) {
        return List.of(
                "-c=" + CONFIGURATION,
                "-Djboss.server.base.dir=" + options.base(),
                "-Djboss.server.data.dir=" + options.data(),
                "-Djboss.server.log.dir=" + options.data().resolve("log"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.socket.binding.port-offset=" + options.portOffset(),
                "-Dodb.node=" + options.node());
    }

    /** The scanner leaves a deployment that once failed alone until its file changes. */
    private static void forgetFailures(Path deployments) throws IOException {
        try (Stream<Path> markers = Files.list(deployments)) {
            for (Path marker : markers.filter(Server::isFailure).toList()) {
                Files.delete(marker);
            }
        }
    }

    private static boolean isFailure(Path file) {
        return file.getFileName().toString().endsWith(".failed");
    }

    private static void requireFree(int port, ServerOptions options) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            throw new ServerException(
                    "Port " + port + " of 127.0.0.1 is taken (" + e.getMessage()
                            + "). Stop the other program, or choose"
                            + " other ports: -Dodb.port.offset=" + (options.portOffset() + 100) + " adds "
                            + (options.portOffset() + 100) + " to each of the server's ports.",
                    e);
        }
    }

    /** Where the page is. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + (HTTP + options.portOffset()) + "/issues/");
    }

    /** The port of WildFly's management interface. */
    public int managementPort() {
        return MANAGEMENT + options.portOffset();
    }

    /** The server's process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Waits until the page answers.
     *
     * @throws ServerException if the server ends, a deployment fails, or the time passes first
     */
    public void awaitPage(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw new ServerException(
                        "The server ended with status " + process.exitValue() + "; its log is " + options.log() + ".");
            }
            failure().ifPresent(text -> {
                throw new ServerException(text);
            });
            if (System.nanoTime() - end > 0) {
                throw new ServerException("The page " + page() + " did not answer within " + limit.toSeconds()
                        + " s; the server's log is " + options.log() + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) page().resolve("api/statistics").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // not up yet; the caller tells when to give up
        }
    }

    private Optional<String> failure() {
        try (Stream<Path> markers = Files.list(options.base().resolve("deployments"))) {
            Optional<Path> marker = markers.filter(Server::isFailure).findFirst();
            if (marker.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of("Deployment failed (" + marker.get().getFileName() + "): "
                    + Files.readString(marker.get()) + "\nThe server's log is " + options.log() + ".");
        } catch (IOException e) {
            throw new ServerException("The deployments cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Waits until the process has ended, however that comes. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends the process at once, as SIGKILL does on Unix, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops the server in order; one that does not end within a minute is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
