package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.tests.server.deliver.Parcel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server is killed while it delivers tasks, ten times, and two hundred times in the thorough tier. What a task did in the
 * database and in the table of H2 is done exactly once in the end, and nothing is in doubt; what a change listener entered is
 * there once, too.
 */
@Timeout(7200)
class DeliveryKillIT {
    private static final int KILLS = (int) Math.max(10, 200 * Double.parseDouble(System.getProperty("odb.test.scale")));
    private static final int TASKS = 150;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** For a life of seconds. */
    private static final String[] QUICK = {
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote"
    };

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final Random random = TestSettings.random();

    @Test
    void tasksOfAServerThatIsKilled_areDoneExactlyOnce() throws Exception {
        try (TestServer server = new TestServer("deliver")) {
            server.slim(Map.of("ejb3", "org.jboss.as.ejb3"));
            server.deployInstead(war());
            int interrupted = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                server.start(QUICK);
                send(server, kill * TASKS);
                long enough = done(server) + random.nextInt(TASKS);
                long done;
                do {
                    // a look every few deliveries; looks without a pause would cost more than the deliveries
                    LockSupport.parkNanos(PAUSE);
                    done = done(server);
                } while (done < enough && done < (kill + 1) * TASKS);
                server.kill();
                System.out.println("Killed after " + done + " of " + (kill + 1) * TASKS);
                interrupted += done < (kill + 1) * TASKS ? 1 : 0;
            }
            assertThat(interrupted).as("kills in the middle of deliveries").isGreaterThan(KILLS / 4);
            server.start(QUICK);
            Poll.untilAtLeast(KILLS * TASKS, LIMIT, () -> "tasks that are done", () -> done(server));
            Poll.until(LIMIT, () -> "all rows are there", () -> rows(server) >= KILLS * TASKS / 3);
            server.stop();
            assertOnce(server);
        }
    }

    private static Path war() throws IOException {
        Path file = TestSettings.folder().resolve("deliver").resolve("issues.war");
        try (Zip war = new Zip(file)) {
            war.packageOf("WEB-INF/classes/", Parcel.class)
                    .text("WEB-INF/jboss-ejb3.xml", Zip.binding("odb.rar"))
                    .text("WEB-INF/jboss-deployment-structure.xml", Zip.structure("odb.rar"))
                    .text("META-INF/jboss-all.xml", Zip.dependency("odb.rar"));
        }
        return file;
    }

    private void send(TestServer server, int from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        server.address("/issues/api/statistics?from=" + from + "&to=" + (from + TASKS)))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private long done(TestServer server) {
        return Long.parseLong(ask(server, "/issues/api/statistics"));
    }

    private long rows(TestServer server) {
        return Long.parseLong(ask(server, "/issues/api/statistics?rows"));
    }

    private String ask(TestServer server, String path) {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(server.address(path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("The server did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertOnce(TestServer server) throws Exception {
        List<Integer> all = IntStream.range(0, KILLS * TASKS).boxed().toList();
        try (Engine engine = Engine.open(OdbConfiguration.of("odb:file:" + server.database()))) {
            assertThat(engine.prepared()).as("branches in doubt").isEmpty();
            Parcels.requirePutOnce(engine, all);
            Parcels.requireHeardOnce(engine, TASKS);
        }
        assertThat(AuditRows.inDoubt(server)).isZero();
        assertThat(AuditRows.parcels(server))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(number -> number % 3 == 0).toList());
    }
}
