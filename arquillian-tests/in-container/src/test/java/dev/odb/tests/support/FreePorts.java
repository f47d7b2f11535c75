package dev.odb.tests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Chooses free ports for the server before Arquillian reads its configuration, so that several builds can run at once. */
public final class FreePorts implements LoadableExtension {
    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9990;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Chooser.class);
    }

    /** Runs before the reader of arquillian.xml, which observes the same event with precedence 0. */
    public static final class Chooser {
        void choose(@Observes(precedence = 100) ManagerStarted event) {
            int offset = IntStream.iterate(10_000, o -> o < 22_000, o -> o + 100)
                    .filter(o -> isFree(HTTP + o) && isFree(MANAGEMENT + o))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No free ports for the server on 127.0.0.1"));
            System.setProperty("odb.tests.port.offset", Integer.toString(offset));
            System.setProperty("odb.tests.management.port", Integer.toString(MANAGEMENT + offset));
        }

        private static boolean isFree(int port) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                return true;
            } catch (IOException e) {
                return false; // taken: the next offset is tried
            }
        }
    }
}
