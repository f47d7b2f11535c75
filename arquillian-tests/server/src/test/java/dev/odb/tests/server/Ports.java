package dev.odb.tests.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody uses. */
public final class Ports {
    /** Those that WildFly opens with standalone-full.xml. */
    private static final int[] WILDFLY = {3528, 4712, 4713, 8080, 8443, 9990, 9993};

    private Ports() {}

    /** An offset with which all of the server's ports are free; below the ports that the system gives to clients. */
    public static int freeOffset() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int offset = 1_000 + 50 * ThreadLocalRandom.current().nextInt(400);
            if (allFree(offset)) {
                return offset;
            }
        }
        throw new IllegalStateException("No free ports for a server were found.");
    }

    private static boolean allFree(int offset) {
        for (int port : WILDFLY) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port + offset));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
