package dev.odb.tests.server;

import dev.odb.sample.server.Server;
import dev.odb.sample.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sample's server on folders of its own below {@code target/servers}, fresh when this is made. It can be started,
 * stopped and killed any number of times. Should the tests end before it, it is killed. For one thread.
 */
public final class TestServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Pattern WARNING =
            Pattern.compile("^\\S+ \\S+ +(WARN|ERROR|FATAL|SEVERE) +\\[dev\\.odb\\.(?!tests)");

    private final Path folder;
    private String node;
    private final int offset;
    private Server server;

    TestServer(String name) {
        this(name, "odb-test");
    }

    /**
     * The same with another name for the transaction manager.
     *
     * @param node it
     */
    TestServer(String name, String node) {
        this.node = node;
        folder = TestSettings.folder().resolve("servers").resolve(name);
        offset = Ports.freeOffset();
        try {
            delete(folder);
            copy("configuration", "");
            copy("deployments", ".rar");
            copy("deployments", ".ear");
            copy("lib", "");
        } catch (IOException e) {
            throw new IllegalStateException("The folders of server '" + name + "' could not be made.", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::killLeftOver));
    }

    private void killLeftOver() {
        if (server != null) {
            server.process().destroyForcibly();
        }
    }

    /** Starts it and waits until the page answers. */
    TestServer start(String... jvmArguments) {
        List<String> arguments = new ArrayList<>(List.of("-Xms256m", "-Xmx1g"));
        arguments.addAll(List.of(jvmArguments));
        server = Server.start(
                new ServerOptions(TestSettings.serverHome(), folder.resolve("base"), data(), offset, node, arguments));
        server.awaitPage(START);
        return this;
    }

    /** Changes the text of its configuration before it is started. */
    void configure(UnaryOperator<String> change) throws IOException {
        Path file = configuration();
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** Has it start faster, with only the subsystems of a {@link SlimConfiguration}; before it is started. */
    void slim(Map<String, String> subsystems) throws Exception {
        Path file = configuration();
        SlimConfiguration.write(file, file, subsystems);
    }

    /** Configures it by lines of WildFly's command line, before it is started. */
    void configure(List<String> lines) throws Exception {
        OfflineCli.run(folder.resolve("base"), lines);
    }

    /** Has the same configuration as another one, before it is started. */
    void configureAs(TestServer other) throws IOException {
        Files.copy(other.configuration(), configuration(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives its transaction manager another name, before it is started again. */
    void rename(String other) {
        node = other;
    }

    /** Adds something to what is deployed when it starts. */
    void deployAtStart(String name, Path archive) throws IOException {
        Files.copy(archive, folder.resolve("base").resolve("deployments").resolve(name));
    }

    private Path configuration() {
        return folder.resolve("base").resolve("configuration").resolve("odb.xml");
    }

    /** Deploys a web application in the sample's place, before it is started; it answers at the sample's address. */
    void deployInstead(Path war) throws IOException {
        Path deployments = folder.resolve("base").resolve("deployments");
        Files.delete(deployments.resolve("odb-sample.ear"));
        Files.copy(war, deployments.resolve("issues.war"));
    }

    /** What it has deployed. */
    Deployments deployments() {
        return new Deployments(folder.resolve("base").resolve("deployments"));
    }

    /** Where it answers requests of that path. */
    URI address(String path) {
        return server.page().resolve(path);
    }

    /** Its process. */
    long pid() {
        return server.process().pid();
    }

    /** As SIGKILL does. */
    void kill() throws InterruptedException {
        server.kill();
    }

    /** Waits for the end that the server comes to by itself. */
    int awaitEnd() throws InterruptedException {
        return server.await();
    }

    boolean isAlive() {
        return server.process().isAlive();
    }

    /** Stops it in order; it can be started again. */
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void close() {
        stop();
    }

    String page() {
        return server.page().toString();
    }

    Tracker tracker() {
        return new Tracker(server.page());
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The object database's folder. */
    Path database() {
        return data().resolve("odb");
    }

    /** How often a resource refused to prepare or to commit, as the transaction manager warned of it; over all starts. */
    long refusals() {
        return logged(line -> line.contains(" ARJUNA016041:") || line.contains(" ARJUNA016039:"))
                .size();
    }

    /** What our own classes have logged above INFO, over all starts. */
    List<String> warnings() {
        return logged(line -> WARNING.matcher(line).find());
    }

    private List<String> logged(Predicate<String> which) {
        try (Stream<Path> logs = Files.list(data().resolve("log"))) {
            List<String> found = new ArrayList<>();
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("server.log"))
                    .toList()) {
                // the log of a killed server may end in the middle of a character
                try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                    lines.filter(which).forEach(found::add);
                }
            }
            return found;
        } catch (IOException e) {
            throw new IllegalStateException("The server's log cannot be read.", e);
        }
    }

    private void copy(String part, String suffix) throws IOException {
        Path from = TestSettings.serverHome().resolve("standalone");
        try (Stream<Path> files = Files.walk(from.resolve(part))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> one.toString().endsWith(suffix))
                    .toList()) {
                Path to = folder.resolve("base").resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    /** Removes a folder and what is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
