package dev.odb.sample.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** {@code mvn -Prun}: the sample in the foreground, until Ctrl-C. */
public final class Run {
    private static final Duration START = Duration.ofMinutes(3);

    private Run() {}

    /**
     * Starts the server, says where the page is and waits.
     *
     * @param arguments the server's folder, the data folder and the port offset
     */
    public static void main(String[] arguments) throws InterruptedException {
        ServerOptions options =
                ServerOptions.of(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        run(options, System.out);
    }

    private static void run(ServerOptions options, PrintStream out) throws InterruptedException {
        out.println("Starting WildFly; its log is " + options.log());
        try (Server server = Server.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop the server"));
            server.awaitPage(START);
            out.println();
            out.println("  The issue tracker is up:   " + server.page());
            out.println("  The data is kept in:       " + options.data());
            out.println("  Ctrl-C stops the server.");
            out.println();
            out.flush();
            server.await();
        }
    }
}
