package dev.odb.tests.crash;

import dev.odb.tests.server.Poll;
import dev.odb.tests.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the test's own: a temporary folder, a free port on 127.0.0.1, prepared transactions allowed. It
 * refuses to run as root and then runs as the user that Debian's package makes.
 */
public final class Postgres {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Duration START = Duration.ofMinutes(1);
    private static final String USER = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;
    private Process process;

    private Postgres(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        folder = Files.createTempDirectory("odb-postgres-");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        port = freePort();
        Process initdb = run("initdb", "-U", "odb", "--auth=trust", "--locale=C", "-E", "UTF8", "-D", data());
        if (initdb.waitFor() != 0) {
            throw new IllegalStateException("initdb failed: " + output());
        }
        begin();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        Poll.until(START, () -> "PostgreSQL answers: " + output(), this::answers);
    }

    /** Starts it again after {@link #kill}; it does not answer at once. */
    public final void begin() throws IOException {
        process = run(
                "postgres",
                "-D",
                data(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_prepared_transactions=10",
                "-c",
                "lock_timeout=20s");
    }

    /** As a crash of the computer would, but for the disk's cache: all of its processes, at once. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Empty if it is not installed. */
    public static Optional<Postgres> start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        return programs.isEmpty() ? Optional.empty() : Optional.of(new Postgres(programs.get()));
    }

    /** The newest that Debian's packages installed. */
    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(
                            bin -> Integer.valueOf(bin.getParent().getFileName().toString())));
        }
    }

    /** Makes an empty database; its JDBC URL. */
    public String newDatabase(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + "\"");
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=odb&password=odb";
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PostgreSQL ended: " + output());
        }
        try {
            DriverManager.getConnection(url("postgres")).close();
            return true;
        } catch (SQLException e) {
            return false; // not up yet
        }
    }

    private Process run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "(its output cannot be read: " + e + ")";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Stops it in order, whoever is connected, and removes its folder. */
    public void end() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-m", "fast", "-D", data()).waitFor();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        TestServer.delete(folder);
    }
}
