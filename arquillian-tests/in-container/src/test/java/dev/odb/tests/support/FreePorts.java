package dev.odb.tests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Chooses free ports for the server before Arquillian reads its configuration, so that several builds can run at once. A
 * server opens its ports late; until then, and as long as this process lives, a socket that nothing connects to keeps
 * other builds off.
 */
public final class FreePorts implements LoadableExtension {
    private static final int CLAIM = 7999;
    private static final int MANAGEMENT = 9990;
    private static final int[] OTHERS = {3528, 3529, 4712, 4713, 8080, 8443, 9993};

    /** Held until the process ends. */
    private static ServerSocket claim;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Chooser.class);
    }

    /** Runs before the reader of arquillian.xml, which observes the same event with precedence 0. */
    public static final class Chooser {
        void choose(@Observes(precedence = 100) ManagerStarted event) {
            int offset = IntStream.iterate(10_000, o -> o < 22_000, o -> o + 100)
                    .filter(FreePorts::claim)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No free ports for the server on 127.0.0.1"));
            System.setProperty("odb.tests.port.offset", Integer.toString(offset));
            System.setProperty("odb.tests.management.port", Integer.toString(MANAGEMENT + offset));
        }
    }

    private static synchronized boolean claim(int offset) {
        claim = open(CLAIM + offset);
        if (claim != null && isFree(MANAGEMENT + offset) && IntStream.of(OTHERS).allMatch(p -> isFree(p + offset))) {
            return true;
        }
        close(claim);
        claim = null;
        return false;
    }

    private static boolean isFree(int port) {
        ServerSocket probe = open(port);
        close(probe);
        return probe != null;
    }

    /** Null if the port is taken. */
    private static ServerSocket open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            boolean bound = false;
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                bound = true;
            } finally {
                if (!bound) {
                    socket.close();
                }
            }
            return socket;
        } catch (IOException e) {
            return null; // taken: the next offset is tried
        }
    }

    private static void close(ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A port that was tried cannot be given back", e);
        }
    }
}
