package dev.odb.sample.server;

import java.nio.file.Path;
import java.util.List;

/**
 * How to start a server.
 *
 * @param home the unpacked WildFly, set up by the build
 * @param base configuration and deployments: {@code home/standalone} or a copy of it; not for two servers at once
 * @param data everything that must outlive the process: objects, rows, messages, the transaction log
 * @param portOffset is added to each of WildFly's ports
 * @param node the transaction manager's name; only a server of the same name, on the same data, recovers its branches
 * @param jvmArguments for the server's JVM
 */
public record ServerOptions(Path home, Path base, Path data, int portOffset, String node, List<String> jvmArguments) {
    /** Makes the folders absolute. */
    public ServerOptions {
        home = home.toAbsolutePath();
        base = base.toAbsolutePath();
        data = data.toAbsolutePath();
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** The usual ones. */
    public static ServerOptions of(Path home, Path data, int portOffset) {
        return new ServerOptions(
                home, home.resolve("standalone"), data, portOffset, "odb-sample", List.of("-Xms128m", "-Xmx1g"));
    }

    /** Where the process writes what it prints; WildFly's own log stands beside it in the data folder. */
    public Path log() {
        return data.resolve("log").resolve("console.log");
    }
}
