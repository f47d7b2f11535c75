package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.server.Tracker.Statistics;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What must be so after a file was imported. */
final class Imports {
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private Imports() {}

    /** Waits as long as issues keep coming. */
    static void awaitAll(Tracker tracker, IssueFile file) {
        await(tracker, file.issues());
    }

    /** Waits until so many issues are there. */
    static void await(Tracker tracker, long issues) {
        Poll.untilAtLeast(issues, STANDSTILL, () -> tracker.statistics().toString(), () -> tracker.statistics()
                .issues());
    }

    static void report(String what, long begin, TestServer server, Statistics statistics) {
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        System.out.println(what + ": " + statistics.issues() + " issues, " + statistics.comments() + " comments in "
                + seconds + " s with the server's start(s); since its last start " + statistics.replays() + " replays, "
                + statistics.redeliveries() + " redeliveries, " + statistics.deadLetters() + " dead letters; "
                + server.refusals() + " conflicts in all");
    }

    /** The totals, the upload's own counts, and searches against a plain scan of the file. */
    static void assertComplete(TestServer server, IssueFile file, Random random) {
        Tracker tracker = server.tracker();
        Statistics statistics = tracker.statistics();
        assertThat(statistics.issues()).isEqualTo(file.issues());
        assertThat(statistics.auditRows()).isEqualTo(file.issues());
        assertThat(statistics.comments()).isEqualTo(file.comments());
        assertThat(statistics.deadLetters()).isZero();
        List<JsonObject> uploads = tracker.get("uploads").body().asJsonArray().getValuesAs(JsonObject.class);
        assertThat(uploads).singleElement().satisfies(upload -> {
            assertThat(upload.getBoolean("complete")).isTrue();
            assertThat(Tracker.number(upload, "queued")).isEqualTo(file.issues());
            assertThat(Tracker.number(upload, "imported")).isEqualTo(file.issues());
            assertThat(Tracker.number(upload, "duplicates")).isZero();
            assertThat(Tracker.number(upload, "bad")).isZero();
        });
        assertThat(tracker.search("")).isEqualTo(file.scan(""));
        for (String query : queries(file, random)) {
            assertThat(tracker.search(query)).as("search for '%s'", query).isEqualTo(file.scan(query));
        }
    }

    /** Words that many issues have, few, one and none, alone and together. */
    private static List<String> queries(IssueFile file, Random random) {
        Map<String, Integer> frequencies = file.frequencies();
        List<String> byFrequency = new ArrayList<>(frequencies.keySet());
        byFrequency.sort((a, b) -> frequencies.get(b) - frequencies.get(a));
        String most = byFrequency.get(0);
        String second = byFrequency.get(1);
        String one = byFrequency.get(byFrequency.size() - 1);
        List<String> queries =
                new ArrayList<>(List.of(most, one, most + " " + second, second.toUpperCase() + ", " + most));
        queries.add("nobodywrotethis");
        queries.add(most + " nobodywrotethis");
        for (int count = 0; count < 20; count++) {
            String word = byFrequency.get(random.nextInt(byFrequency.size()));
            queries.add(count % 2 == 0 ? word : word + " " + byFrequency.get(random.nextInt(20)));
        }
        return queries;
    }

    /** One audit row an issue and none else; the server is down. */
    static void assertRowsOnce(TestServer server, IssueFile file) throws SQLException {
        Map<String, Integer> expected = new TreeMap<>();
        file.scan("").forEach(key -> expected.put(key, 1));
        assertThat(AuditRows.countByKey(server)).isEqualTo(expected);
    }
}
