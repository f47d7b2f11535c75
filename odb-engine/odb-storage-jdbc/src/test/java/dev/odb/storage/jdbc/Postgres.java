package dev.odb.storage.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's or a benchmark's own: a temporary folder, a free port on 127.0.0.1. It refuses to run as root
 * and then runs as the user that Debian's package makes. It ends with this process, or when it is closed.
 */
public final class Postgres implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final long START = Duration.ofMinutes(1).toNanos();
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private final Path programs;
    private final List<String> settings;
    private final Path folder;
    private final int port;
    private Process process;

    private Postgres(Path programs, List<String> settings) throws IOException, InterruptedException {
        this.programs = programs;
        this.settings = settings;
        folder = Files.createTempDirectory("odb-postgres-");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        port = freePort();
        Process initdb =
                run("initdb", "--no-sync", "-U", "odb", "--auth=trust", "--locale=C", "-E", "UTF8", "-D", data());
        if (initdb.waitFor() != 0) {
            throw new IllegalStateException("initdb failed: " + output());
        }
        begin();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitAnswer();
    }

    /** Whether there is one to start. */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    /** An empty one, which answers; with settings {@code name=value} beside those that all have. */
    public static Postgres start(String... settings) {
        try {
            return new Postgres(programs().orElseThrow(), List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest that Debian's packages installed. */
    private static Optional<Path> programs() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(
                            bin -> Integer.valueOf(bin.getParent().getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A URL of the database that it has from the beginning, with parameters. */
    public String url() {
        return url("postgres");
    }

    /** Makes an empty database; its URL. */
    public String newDatabase(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + "\"");
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=odb&password=odb";
    }

    /** Starts it again after {@link #kill}; it does not answer at once. */
    public void begin() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", data(), "-p", Integer.toString(port)));
        Stream.concat(
                        Stream.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "lock_timeout=20s"),
                        settings.stream())
                .forEach(setting -> arguments.addAll(List.of("-c", setting)));
        process = run("postgres", arguments.toArray(String[]::new));
    }

    /** Waits until it answers. */
    public void awaitAnswer() {
        long until = System.nanoTime() + START;
        while (true) {
            try {
                DriverManager.getConnection(url()).close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() - until > 0) {
                    throw new IllegalStateException("PostgreSQL does not answer: " + output(), e);
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** As a crash of the computer would, but for the disk's cache: all of its processes, at once. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
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

    /** Nobody needs what is in it any more. */
    @Override
    public void close() {
        try {
            kill();
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        }
    }
}
