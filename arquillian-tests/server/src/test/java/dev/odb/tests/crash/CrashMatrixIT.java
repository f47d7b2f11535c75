package dev.odb.tests.crash;

import dev.odb.tests.server.TestServer;
import dev.odb.tests.server.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process halts at each step of a two-phase commit between an object and a row or a message, and of its recovery. After
 * the restart both sides come to the one outcome that the coordinator's decision implies, within a bounded number of
 * recovery passes; nothing is in doubt, recorded or locked. The table of all cases is printed and written to {@code
 * target/crash-matrix.md}. {@code -Dodb.test.crash=wildfly,artemis} runs those cases whose server and other resource are
 * both named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1800)
class CrashMatrixIT {
    private static final boolean THOROUGH = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) >= 1;
    private static final Path FOLDER = TestSettings.folder().resolve("crash");

    private final List<Row> rows = new ArrayList<>();
    private Optional<Postgres> postgres;
    private Case last;
    private Lane lane;
    private int sites;

    @BeforeAll
    void begin() throws Exception {
        TestServer.delete(FOLDER);
    }

    static List<Case> cases() {
        String wanted = System.getProperty("odb.test.crash", "").toUpperCase(Locale.ROOT);
        List<Case> cases = new ArrayList<>();
        for (ServerKind server : ServerKind.values()) {
            for (OtherResource other : OtherResource.values()) {
                for (Order order : Order.values()) {
                    steps(server, other, order).forEach(step -> cases.add(new Case(server, other, order, step)));
                }
            }
        }
        cases.removeIf(one -> !wanted.isEmpty()
                && !Set.of(wanted.split(","))
                        .containsAll(Set.of(one.server().name(), one.other().name())));
        return cases;
    }

    /** All of them, or in the CI tier what its time allows. */
    private static Stream<Step> steps(ServerKind server, OtherResource other, Order order) {
        if (THOROUGH || server == ServerKind.PLAIN && other == OtherResource.H2) {
            return Arrays.stream(Step.values());
        }
        if (server == ServerKind.WILDFLY && other != OtherResource.H2) {
            return Stream.empty();
        }
        if (server == ServerKind.WILDFLY) {
            return Stream.of(order == Order.OURS_FIRST ? Step.DECISION_BEGINS : Step.RECOVERY_OUR_COMMIT_BEGINS);
        }
        return Stream.of(Step.DECISION_BEGINS, Step.DECISION_ENDED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void haltedProcess_endsInOneOutcomeOnBothSides(Case one) throws Exception {
        if (one.other() == OtherResource.POSTGRESQL && postgres().isEmpty()) {
            TestSettings.missing("PostgreSQL is not installed (Debian's package postgresql).");
        }
        if (lane == null || last.server() != one.server() || last.other() != one.other()) {
            endLane();
            lane = new Lane(site(one));
            last = one;
        }
        boolean passed = false;
        try {
            rows.add(lane.run(one));
            passed = true;
        } finally {
            if (!passed) {
                // the next case begins with a process and data of its own; what this one left can be looked at
                endLane();
            }
        }
    }

    private void endLane() throws Exception {
        if (lane != null) {
            lane.end();
            lane = null;
        }
    }

    private Site site(Case one) throws Exception {
        String name = (one.server() + "-" + one.other() + "-" + ++sites).toLowerCase(Locale.ROOT);
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        boolean relational = one.other() == OtherResource.POSTGRESQL;
        String url = relational ? postgres().orElseThrow().newDatabase(name) : null;
        if (one.server() == ServerKind.WILDFLY) {
            return new WildFlySite(folder, one.other(), url);
        }
        return new PlainSite(
                folder,
                one.other(),
                switch (one.other()) {
                    case H2 -> "jdbc:h2:file:" + folder.resolve("h2") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
                    case POSTGRESQL -> url;
                    case ARTEMIS -> "broker";
                });
    }

    private Optional<Postgres> postgres() throws Exception {
        if (postgres == null) {
            postgres = Postgres.start();
        }
        return postgres;
    }

    @AfterAll
    void finish() throws Exception {
        endLane();
        if (postgres != null && postgres.isPresent()) {
            postgres.get().end();
        }
        List<String> table = new ArrayList<>(List.of(Row.head()));
        rows.forEach(row -> table.add(row.toString()));
        table.forEach(System.out::println);
        Files.write(TestSettings.folder().resolve("crash-matrix.md"), table);
    }
}
