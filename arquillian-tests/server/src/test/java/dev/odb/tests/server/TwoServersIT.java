package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.storage.jdbc.Postgres;
import dev.odb.tests.server.app.HaltingResource;
import dev.odb.tests.server.deliver.Parcel;
import dev.odb.tests.server.shared.Accounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two servers on one database in PostgreSQL, set up by the lines of docs/howto/relational.md, each with its own transaction
 * manager, table of H2 and broker.
 */
@Timeout(1800)
@TestMethodOrder(OrderAnnotation.class)
class TwoServersIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String[] QUICK = {
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",
        "-DJTAEnvironmentBean.orphanSafetyInterval=0"
    };
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private static final int TASKS = 30;

    private static Postgres postgres;
    /** The JDBC URL, without a user. */
    private static String database;

    private static TestServer first;
    private static TestServer second;
    /** How many parcels. */
    private static int sent;

    @BeforeAll
    static void start() throws Exception {
        TestSettings.requirePostgres();
        postgres = Postgres.start();
        database = postgres.newDatabase("objects").replaceFirst("\\?.*", "");
        Path war = war();
        first = new TestServer("first", "first");
        second = new TestServer("second", "second");
        first.configure(lines(database));
        first.slim(Map.of(
                "ejb3", "org.jboss.as.ejb3",
                "messaging-activemq", "org.wildfly.extension.messaging-activemq"));
        second.configureAs(first);
        for (TestServer server : List.of(first, second)) {
            server.deployInstead(war);
            server.deployAtStart("postgresql.jar", Zip.source(org.postgresql.Driver.class));
        }
        first.start(QUICK);
        second.start(QUICK);
    }

    /** Those of the page; the driver is deployed by its folder instead. */
    private static List<String> lines(String url) throws IOException {
        String page = Files.readString(TestSettings.project().resolve("docs/howto/relational.md"));
        String block = page.substring(page.indexOf("\n## On WildFly\n")).split("```")[1];
        List<String> lines = block.strip().lines().toList();
        assertThat(lines).hasSize(4).first().isEqualTo("deploy postgresql.jar");
        return lines.stream()
                .skip(1)
                .map(line -> line.replace("jdbc:postgresql://db.example/objects", url)
                        .replace("--user-name=shop", "--user-name=odb"))
                .toList();
    }

    private static Path war() throws IOException {
        Path file = TestSettings.folder().resolve("shared").resolve("issues.war");
        try (Zip war = new Zip(file)) {
            war.packageOf("WEB-INF/classes/", Accounts.class)
                    .packageOf("WEB-INF/classes/", Parcel.class)
                    .type("WEB-INF/classes/", HaltingResource.class)
                    .text("WEB-INF/jboss-ejb3.xml", Zip.binding("odb.rar"))
                    .text(
                            "WEB-INF/jboss-deployment-structure.xml",
                            Zip.structure("odb.rar")
                                    .replace("</dependencies>", "<module name=\"org.jboss.jts\"/></dependencies>"))
                    .text("META-INF/jboss-all.xml", Zip.dependency("odb.rar"));
        }
        return file;
    }

    @AfterAll
    static void stop() throws Exception {
        for (TestServer server : new TestServer[] {first, second}) {
            if (server != null) {
                server.close();
            }
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @Order(1)
    void objectRowAndMessage_areCommittedTogether() throws Exception {
        ask(first, "do=open&name=all");
        ask(first, "do=all&name=all");

        assertThat(ask(first, "do=value&name=all")).isEqualTo("1");
        assertThat(ask(first, "do=messages")).isEqualTo("1");
        assertThat(get(first, "/issues/api/statistics?rows")).isEqualTo("1");
    }

    @Test
    @Order(2)
    void changes_areSeenByTheOtherServersNextTransaction() throws Exception {
        ask(first, "do=open&name=seen");
        for (int i = 1; i <= 20; i++) {
            TestServer writer = i % 2 == 0 ? first : second;
            TestServer reader = i % 2 == 0 ? second : first;
            ask(writer, "do=add&times=1&name=seen");
            assertThat(ask(reader, "do=value&name=seen")).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    @Order(3)
    void conflictsAcrossServers_areReplayed() throws Exception {
        int times = 40;
        ask(first, "do=open&name=hot");
        int attempts = 0;
        List<CompletableFuture<String>> adders = List.of(
                CompletableFuture.supplyAsync(() -> ask(first, "do=add&name=hot&times=" + times)),
                CompletableFuture.supplyAsync(() -> ask(second, "do=add&name=hot&times=" + times)));
        for (CompletableFuture<String> adder : adders) {
            attempts += Integer.parseInt(adder.get());
        }

        assertThat(ask(first, "do=value&name=hot")).isEqualTo(Integer.toString(2 * times));
        assertThat(attempts).as("attempts, of which some lost").isGreaterThan(2 * times);
    }

    /** Both keep at it; each gets its share of the queue's stripes. */
    @Test
    @Order(4)
    void tasks_areDoneOnceByBothServers_andChangesAreHeardOnce() throws Exception {
        Set<Long> both = Set.of(first.pid(), second.pid());
        int rounds = 0;
        do {
            rounds++;
            sendParcels(first);
            sendParcels(second);
            Poll.untilAtLeast(
                    sent,
                    LIMIT,
                    () -> "tasks that are done",
                    () -> Long.parseLong(get(first, "/issues/api/statistics")));
        } while (rounds < 10 && !look(Parcels::workers).equals(both));
        assertThat(look(Parcels::workers)).isEqualTo(both);
        assertThat(get(second, "/issues/api/statistics")).isEqualTo(Integer.toString(sent));
        requireHeard();
    }

    private static void sendParcels(TestServer server) throws Exception {
        HttpRequest send = HttpRequest.newBuilder(
                        server.address("/issues/api/statistics?from=" + sent + "&to=" + (sent + TASKS)))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(send, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        sent += TASKS;
    }

    private static void requireHeard() {
        Poll.until(
                LIMIT,
                () -> "all changes are heard",
                () -> look(engine -> engine.subscriptions().get(0).waiting()) == 0);
        look(engine -> {
            Parcels.requirePutOnce(engine, IntStream.range(0, sent).boxed().toList());
            Parcels.requireHeardOnce(engine, sent - 1);
            return null;
        });
    }

    private static <T> T look(Function<Engine, T> at) {
        try (Engine engine = Engine.open(
                OdbConfiguration.of("odb:jdbc:" + database + "?user=odb").withReadOnly(true))) {
            return at.apply(engine);
        }
    }

    /**
     * All is decided when a server dies; nobody but itself, started again, knows how. It is the one that hears the changes; the
     * other one goes on with them.
     */
    @Test
    @Order(5)
    void preparedBranchOfADeadServer_waitsForItAndBlocksNobodyElse() throws Exception {
        TestServer dying = look(Parcels::hearer) == first.pid() ? first : second;
        TestServer other = dying == first ? second : first;
        ask(dying, "do=open&name=held");
        ask(dying, "do=open&name=free");
        askUnanswered(dying, "do=halt&name=held");
        assertThat(dying.awaitEnd()).isEqualTo(HaltingResource.STATUS);

        ask(other, "do=add&times=5&name=free");
        assertThat(ask(other, "do=value&name=free")).isEqualTo("5");
        assertThat(ask(other, "do=value&name=held")).isEqualTo("0");
        for (int pass = 0; pass < 2; pass++) {
            ask(other, "do=recover");
            assertThat(ask(other, "do=doubt")).as("in doubt").isEqualTo("1");
        }
        sendParcels(other);
        Poll.untilAtLeast(
                sent, LIMIT, () -> "tasks that are done", () -> Long.parseLong(get(other, "/issues/api/statistics")));
        requireHeard();
        assertThat(look(Parcels::hearer)).isEqualTo(other.pid());

        dying.start(QUICK);
        Poll.until(LIMIT, () -> "the branch is committed", () -> ask(other, "do=value&name=held")
                .equals("1"));
        ask(other, "do=add&times=1&name=held");
        assertThat(ask(dying, "do=value&name=held")).isEqualTo("2");
    }

    /** Nothing that was acknowledged is lost, and nothing that was refused is there. */
    @Test
    @Order(6)
    void databaseThatIsKilledUnderLoadAndStarted_isUsedAgainByBoth() throws Exception {
        ask(first, "do=open&name=again");
        AtomicBoolean done = new AtomicBoolean();
        List<Caller> callers = Stream.of(first, first, second, second)
                .map(server -> new Caller(server, done))
                .toList();
        try {
            awaitAcknowledged(callers);
            postgres.kill();
            // those that add may wait for an answer that was lost; it is there when the database is
            for (TestServer server : List.of(first, second)) {
                HttpResponse<String> refused = send(server, "do=value&name=again");
                assertThat(refused.statusCode()).isEqualTo(500);
                assertThat(refused.body()).containsPattern("ODB-430[23]");
            }
            postgres.begin();
            awaitAcknowledged(callers);
        } finally {
            done.set(true);
        }
        for (Caller caller : callers) {
            caller.end.get();
        }
        String acknowledged = Integer.toString(
                callers.stream().mapToInt(caller -> caller.acknowledged).sum());
        assertThat(ask(first, "do=value&name=again")).isEqualTo(acknowledged);
        assertThat(ask(second, "do=value&name=again")).isEqualTo(acknowledged);
    }

    private static void awaitAcknowledged(List<Caller> callers) {
        for (Caller caller : callers) {
            int until = caller.acknowledged + 10;
            Poll.until(LIMIT, () -> "requests of each caller are acknowledged", () -> {
                if (caller.end.isCompletedExceptionally()) {
                    caller.end.join();
                }
                return caller.acknowledged >= until;
            });
        }
    }

    /** Adds to one account until it is told to end. */
    private static final class Caller {
        private final TestServer server;
        private final AtomicBoolean done;
        private final CompletableFuture<Void> end;
        private volatile int acknowledged;

        Caller(TestServer server, AtomicBoolean done) {
            this.server = server;
            this.done = done;
            end = CompletableFuture.runAsync(this::call, task -> new Thread(task).start());
        }

        private void call() {
            while (!done.get()) {
                HttpResponse<String> answer = send(server, "do=add&times=1&name=again");
                if (answer.statusCode() == 200) {
                    acknowledged++;
                } else {
                    assertThat(answer.body()).containsPattern("ODB-430[23]");
                }
            }
        }
    }

    @Test
    @Order(7)
    void serverStartedBeforeItsDatabase_opensItWhenThatComes() throws Exception {
        first.stop();
        second.stop();
        first.rename("second");
        postgres.kill();
        CompletableFuture<TestServer> start = CompletableFuture.supplyAsync(() -> first.start(QUICK));
        Poll.until(LIMIT, () -> "the warning", () -> first.warnings().stream()
                .anyMatch(line -> line.contains("ODB-5133") && line.contains("ODB-4351")));

        postgres.begin();
        start.get();

        ask(first, "do=all&name=all");
        assertThat(ask(first, "do=value&name=all")).isEqualTo("2");
    }

    @Test
    @Order(8)
    void secondServerOfANode_isReportedByBoth() throws Exception {
        assertThat(ask(first, "do=warning")).isEmpty();
        second.start(QUICK);

        ask(second, "do=all&name=all");

        assertThat(ask(second, "do=warning")).contains("ODB-4353", "'second'");
        assertThat(second.warnings()).anySatisfy(line -> assertThat(line).contains("ODB-4353"));
        Poll.until(LIMIT, () -> "the recovery of the other one sees it", () -> ask(first, "do=warning")
                .contains("ODB-4353"));
        assertThat(ask(first, "do=value&name=all")).isEqualTo("3");
    }

    private static String ask(TestServer server, String command) {
        HttpResponse<String> answer = send(server, command);
        assertThat(answer.statusCode()).as("%s: %s", command, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String get(TestServer server, String path) {
        return send(server.address(path)).body();
    }

    private static HttpResponse<String> send(TestServer server, String command) {
        return send(server.address("/issues/accounts?" + command));
    }

    private static HttpResponse<String> send(URI address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("The server did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void askUnanswered(TestServer server, String command) {
        assertThatThrownBy(() -> send(server, command))
                .as("the server ends instead of answering")
                .hasCauseInstanceOf(IOException.class);
    }
}
