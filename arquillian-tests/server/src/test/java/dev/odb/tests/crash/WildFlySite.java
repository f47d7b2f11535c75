package dev.odb.tests.crash;

import dev.odb.sample.server.Server;
import dev.odb.sample.server.ServerOptions;
import dev.odb.tests.server.Poll;
import dev.odb.tests.server.Ports;
import dev.odb.tests.server.SlimConfiguration;
import dev.odb.tests.server.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** WildFly as the sample's build set it up, with the adapter and, in place of the sample, a WAR that takes commands. */
final class WildFlySite implements Site {
    private static final String CONFIGURATION = "odb.xml";
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int offset = Ports.freeOffset();
    private final ServerOptions options;
    private Server server;

    /**
     * Makes one.
     *
     * @param postgres the URL of the database server, or null if it takes no part
     */
    WildFlySite(Path folder, Case one, String postgres) throws Exception {
        Path base = folder.resolve("base");
        copyConfiguration(base);
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(TestSettings.serverHome().resolve("standalone/deployments/odb.rar"), deployments.resolve("odb.rar"));
        Deployments.writeWar(deployments.resolve("crash.war"));
        OtherResource other = one.other();
        if (postgres != null) {
            Deployments.writePostgres(deployments, postgres, one);
        }
        options = new ServerOptions(
                TestSettings.serverHome(),
                base,
                folder.resolve("data"),
                offset,
                "odb-crash",
                List.of(
                        "-Dodb.url=" + objects(one, folder),
                        "-Xms128m",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        Halting.agent(folder, other),
                        "-Dodb.test.crash.other=" + other.jndiName(),
                        // the test makes each pass of recovery itself and counts them
                        "-Dodb.recovery.period=86400",
                        "-DRecoveryEnvironmentBean.periodicRecoveryInitilizationOffset=86400",
                        "-DJTAEnvironmentBean.orphanSafetyInterval=0"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::killLeftOver));
    }

    private static String objects(Case one, Path folder) {
        return one.objects() == Objects.FILE
                ? "odb:file:" + folder.resolve("data").resolve("odb").toAbsolutePath()
                : "odb:jdbc:" + Deployments.OBJECTS;
    }

    private void killLeftOver() {
        if (server != null) {
            server.process().destroyForcibly();
        }
    }

    private static void copyConfiguration(Path base) throws Exception {
        Path from = TestSettings.serverHome().resolve("standalone/configuration");
        Path to = Files.createDirectories(base.resolve("configuration"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.properties")) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        SlimConfiguration.write(
                from.resolve(CONFIGURATION),
                to.resolve(CONFIGURATION),
                Map.of("messaging-activemq", "org.wildfly.extension.messaging-activemq"));
    }

    @Override
    public void start() {
        server = Server.start(options);
        String[] last = {"no answer"};
        Poll.until(START, () -> "the server answers. Its log is " + log() + ". Last: " + last[0], () -> {
            if (!server.process().isAlive()) {
                throw new IllegalStateException("The server ended; its log is " + log());
            }
            try {
                HttpResponse<String> response = ask("ready");
                last[0] = response.body();
                return response.statusCode() == 200;
            } catch (IOException e) {
                return false; // not up yet
            }
        });
    }

    @Override
    public Optional<String> send(String command) {
        HttpResponse<String> response;
        try {
            response = ask(command);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new AssertionError("'" + command + "' failed: " + response.body());
        }
        return Optional.of(response.body());
    }

    private HttpResponse<String> ask(String command) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + (8080 + offset) + "/crash/commands?command="
                + URLEncoder.encode(command, StandardCharsets.UTF_8));
        try {
            return http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int awaitEnd() throws Exception {
        server.process().onExit().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        return server.await();
    }

    @Override
    public String log() {
        return options.log().toString();
    }

    @Override
    public void end() throws InterruptedException {
        if (server != null) {
            server.kill();
        }
    }
}
