package dev.odb.tests.server;

import dev.odb.sample.server.Server;
import dev.odb.sample.server.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server with the adapter and the application of {@code dev.odb.tests.server.app}, configured by CLI lines. */
final class SecuredServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String PACKAGE = "dev/odb/tests/server/app/";
    private static final Map<String, String> DESCRIPTORS = Map.of(
            "beans.xml",
            "",
            "jboss-deployment-structure.xml",
            """
            <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
              <deployment><dependencies><module name="deployment.odb.rar"/></dependencies></deployment>
            </jboss-deployment-structure>
            """,
            "jboss-all.xml",
            """
            <jboss xmlns="urn:jboss:1.0">
              <jboss-deployment-dependencies xmlns="urn:jboss:deployment-dependencies:1.0">
                <dependency name="odb.rar"/>
              </jboss-deployment-dependencies>
            </jboss>
            """,
            "web.xml",
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>secured</web-resource-name><url-pattern>/secured/*</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>**</role-name></auth-constraint>
              </security-constraint>
              <login-config><auth-method>BASIC</auth-method></login-config>
            </web-app>
            """);

    /** Not HTTP/2: the server ends a connection of that while a request takes long. */
    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private final Path folder = TestSettings.folder().resolve("servers").resolve("security");
    private final int offset = Ports.freeOffset();
    private Server server;

    SecuredServer() throws IOException {
        TestServer.delete(folder);
        Path from = TestSettings.serverHome().resolve("standalone");
        Path base = folder.resolve("base");
        copy(from.resolve("configuration"), base.resolve("configuration"));
        Files.createDirectories(base.resolve("deployments"));
        Files.copy(from.resolve("deployments/odb.rar"), base.resolve("deployments/odb.rar"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (server != null) {
                server.process().destroyForcibly();
            }
        }));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    void start() throws IOException {
        Files.createDirectories(data().resolve("log"));
        long before = starts();
        server = Server.start(new ServerOptions(
                TestSettings.serverHome(),
                folder.resolve("base"),
                data(),
                offset,
                "odb-test",
                List.of("-Xms256m", "-Xmx1g")));
        Poll.until(LIMIT, () -> "the start of the server", () -> {
            if (!server.process().isAlive()) {
                throw new AssertionError("The server ended; its log is in " + data());
            }
            return starts() > before;
        });
    }

    private long starts() {
        return log().lines()
                .filter(line -> line.contains(" WFLYSRV0025:") || line.contains(" WFLYSRV0026:"))
                .count();
    }

    /** Everything it has logged since it was made. */
    String log() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> logs = Files.list(data().resolve("log"))) {
            for (Path log : logs.filter(file -> !file.endsWith("console.log")).toList()) {
                // the log of a killed server may end in the middle of a character
                all.append(Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server's log cannot be read.", e);
        }
        return all.toString();
    }

    /** Runs these in WildFly's command line; each must succeed. */
    void configure(List<String> lines) throws Exception {
        Path script = folder.resolve("lines.cli");
        Files.write(script, lines);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        TestSettings.serverHome()
                                .resolve("bin/client/jboss-cli-client.jar")
                                .toString(),
                        "--connect",
                        "--controller=127.0.0.1:" + server.managementPort(),
                        "--timeout=600000",
                        "--file=" + script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("The command line ended with " + process.exitValue() + ":\n" + output);
        }
    }

    /** Makes the application's archive. */
    Path application() throws Exception {
        Path classes = Path.of(SecuredServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path war = folder.resolve("notes.war");
        try (OutputStream file = Files.newOutputStream(war);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> compiled = Files.list(classes.resolve(PACKAGE))) {
            for (Path one : compiled.toList()) {
                add(jar, "WEB-INF/classes/" + PACKAGE + one.getFileName(), Files.readAllBytes(one));
            }
            for (Map.Entry<String, String> descriptor : DESCRIPTORS.entrySet()) {
                add(jar, "WEB-INF/" + descriptor.getKey(), descriptor.getValue().getBytes(StandardCharsets.UTF_8));
            }
            add(jar, "META-INF/jboss-all.xml", DESCRIPTORS.get("jboss-all.xml").getBytes(StandardCharsets.UTF_8));
        }
        return war;
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    /** Calls the application as a user of the server; null for nobody. */
    HttpResponse<String> call(String user, String password, String what, Map<String, String> parameters)
            throws Exception {
        String query = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = server.page().resolve("/notes/" + (user == null ? "open/" : "secured/") + what + "?" + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    int awaitEnd() throws InterruptedException {
        return server.await();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
