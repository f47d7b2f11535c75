package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.evolution.Generation;
import dev.odb.tests.server.twin.StepsServlet;
import dev.odb.tests.server.twin.model.Ticket;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two web applications on one database, each with its version of the class {@code Ticket}. */
@Timeout(900)
class TwoApplicationsIT {
    private static final String NEWER =
            """
            package dev.odb.tests.server.twin.model;
            @Persistent public class Ticket {
                private String title;
                private int stars = 3;
                public Ticket(String title) { this.title = title; }
                public void retitle(String to) { title = to; }
                public void rate(int to) { stars = to; }
                public String toString() { return title + "/" + stars; }
            }
            """;

    private static TestServer server;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void deploy() throws Exception {
        Path folder = TestSettings.folder().resolve("twins");
        TestServer.delete(folder);
        Files.createDirectories(folder);
        try (Zip war = war(folder.resolve("one.war"))) {
            war.packageOf("WEB-INF/classes/", Ticket.class);
        }
        URLClassLoader newer = (URLClassLoader) Generation.of(folder, NEWER).loader();
        try (Zip war = war(folder.resolve("two.war"))) {
            war.folder("WEB-INF/classes/", Path.of(newer.getURLs()[0].toURI()));
        }
        server = new TestServer("twins");
        server.start();
        server.deployments().add(folder.resolve("one.war"));
        server.deployments().add(folder.resolve("two.war"));
    }

    private static Zip war(Path file) throws IOException {
        return new Zip(file)
                .packageOf("WEB-INF/classes/", StepsServlet.class)
                .text("WEB-INF/jboss-deployment-structure.xml", Zip.structure("odb.rar"))
                .text("META-INF/jboss-all.xml", Zip.dependency("odb.rar"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        steps("one:add A a", "one:add B b");
    }

    @Test
    void eachReadsAndWrites_withItsOwnVersion() throws Exception {
        assertThat(steps("two:show A")).containsExactly("a/3");

        steps("two:rate A 5");
        steps("one:retitle B new");

        assertThat(steps("one:show A", "one:show B")).containsExactly("a", "new");
        assertThat(steps("two:show A", "two:show B")).containsExactly("a/5", "new/3");
    }

    @Test
    void oneTransaction_eachHasItsOwnCopyOfTheCurrentState() throws Exception {
        List<String> lines =
                steps("two:show A", "one:retitle A new", "two:show A", "one:loader A", "two:loader A", "one:show A");

        assertThat(lines).hasSize(6).contains("a/3", "new/3", "new");
        assertThat(lines.get(3)).contains("deployment.one.war");
        assertThat(lines.get(4)).contains("deployment.two.war");
        assertThat(steps("two:show A")).containsExactly("new/3");
    }

    @Test
    void oneTransactionWithChangesOfBoth_isCommittedAsOne() throws Exception {
        steps("one:retitle A x", "two:rate B 1", "one:add C c", "two:show C");

        assertThat(steps("two:show A", "two:show B", "two:show C")).containsExactly("x/3", "b/1", "c/3");
    }

    @Test
    void oneTransactionThatChangesOneObjectInBoth_isAnErrorThatNamesBoth() throws Exception {
        List<String> lines = steps("one:retitle A x", "two:rate A 1");

        assertThat(String.join("", lines))
                .contains("ODB-2780")
                .contains("deployment.one.war")
                .contains("deployment.two.war");
        assertThat(steps("two:show A")).containsExactly("a/3");
    }

    @Test
    void noCrossTalk_overManyTransactions() throws Exception {
        for (int round = 0; round < 20; round++) {
            String title = "t" + round;
            String stars = String.valueOf(round);
            steps("one:retitle A " + title);
            steps("two:rate A " + stars);
            assertThat(steps("two:show A", "one:show A")).containsExactly(title + "/" + stars, title);
        }
    }

    private List<String> steps(String... steps) throws Exception {
        String query = Stream.of(steps)
                .map(step -> "step=" + URLEncoder.encode(step, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = server.address("/one/steps?" + query);
        var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }
}
