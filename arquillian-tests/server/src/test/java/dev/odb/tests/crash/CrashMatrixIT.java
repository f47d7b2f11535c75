package dev.odb.tests.crash;

import dev.odb.storage.jdbc.Postgres;
import dev.odb.tests.server.TestServer;
import dev.odb.tests.server.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * target/crash-matrix.md}. {@code -Dodb.test.crash=wildfly,artemis} leaves of each kind of thing
 * only what is named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1800)
class CrashMatrixIT {
    private static final boolean THOROUGH = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) >= 1;
    private static final Path FOLDER = TestSettings.folder().resolve("crash");

    private final List<Row> rows = new ArrayList<>();
    private Postgres postgres;
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
            for (Objects objects : Objects.values()) {
                for (OtherResource other : OtherResource.values()) {
                    for (Order order : Order.values()) {
                        steps(server, objects, other, order)
                                .forEach(step -> cases.add(new Case(server, objects, other, order, step)));
                    }
                }
            }
        }
        Set<String> named = Set.of(wanted.split(","));
        cases.removeIf(one ->
                !isWanted(one.server(), named) || !isWanted(one.objects(), named) || !isWanted(one.other(), named));
        return cases;
    }

    /** Whether that value is named, or no value of its kind is. */
    private static <E extends Enum<E>> boolean isWanted(E value, Set<String> named) {
        return named.contains(value.name())
                || Arrays.stream(value.getDeclaringClass().getEnumConstants())
                        .map(Enum::name)
                        .noneMatch(named::contains);
    }

    /** All of them, or in the CI tier what its time allows. */
    private static Stream<Step> steps(ServerKind server, Objects objects, OtherResource other, Order order) {
        if (objects == Objects.TABLES) {
            return inTables(server, other, order);
        }
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

    /** The steps are the coordinator's, whatever keeps the objects, so one other resource will do. */
    private static Stream<Step> inTables(ServerKind server, OtherResource other, Order order) {
        if (other != OtherResource.H2) {
            return Stream.empty();
        }
        if (THOROUGH) {
            return Arrays.stream(Step.values());
        }
        if (server == ServerKind.WILDFLY) {
            return order == Order.OURS_FIRST ? Stream.of(Step.DECISION_ENDED) : Stream.empty();
        }
        return order == Order.OURS_FIRST
                ? Stream.of(Step.DECISION_BEGINS, Step.OUR_COMMIT_ENDED)
                : Stream.of(Step.DECISION_ENDED, Step.RECOVERY_OUR_COMMIT_BEGINS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void haltedProcess_endsInOneOutcomeOnBothSides(Case one) throws Exception {
        if (needsPostgres(one)) {
            TestSettings.requirePostgres();
        }
        if (lane == null
                || last.server() != one.server()
                || last.objects() != one.objects()
                || last.other() != one.other()) {
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
        String url = needsPostgres(one) ? postgres().newDatabase(name) : null;
        if (one.server() == ServerKind.WILDFLY) {
            return new WildFlySite(folder, one, url);
        }
        return new PlainSite(
                folder,
                one.other(),
                one.objects() == Objects.FILE ? "odb:file:" + folder.resolve("odb") : "odb:jdbc:" + url,
                switch (one.other()) {
                    case H2 -> "jdbc:h2:file:" + folder.resolve("h2") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
                    case POSTGRESQL -> url;
                    case ARTEMIS -> "broker";
                });
    }

    private static boolean needsPostgres(Case one) {
        return one.other() == OtherResource.POSTGRESQL || one.objects() == Objects.TABLES;
    }

    private Postgres postgres() {
        if (postgres == null) {
            postgres = Postgres.start("max_prepared_transactions=10");
        }
        return postgres;
    }

    @AfterAll
    void finish() throws Exception {
        endLane();
        if (postgres != null) {
            postgres.close();
        }
        List<String> table = new ArrayList<>(List.of(Row.head()));
        rows.forEach(row -> table.add(row.toString()));
        table.forEach(System.out::println);
        Files.write(TestSettings.folder().resolve("crash-matrix.md"), table);
    }
}
