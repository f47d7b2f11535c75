package dev.odb.storage.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's or a benchmark's own: a temporary folder, a free port on 127.0.0.1. It refuses to run as root and then
 * runs as the user that Debian's package makes. It ends with this process.
 */
public final class Postgres {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final long START = Duration.ofMinutes(1).toNanos();
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

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
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        begin();
        awaitAnswer();
    }

    /** Whether there is one to start. */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    /** An empty one, which answers. */
    public static Postgres start() {
        try {
            return new Postgres(programs().orElseThrow());
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

    /** A URL of its one database, with parameters. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=odb&password=odb";
    }

    /** Starts it again after {@link #kill}. */
    void begin() throws IOException {
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
                "lock_timeout=20s");
    }

    void awaitAnswer() {
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
    void kill() throws InterruptedException {
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
    private void end() {
        try {
            kill();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        }
    }
}
