package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.tests.server.Tracker.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.byteman.rule.helper.Helper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server halts inside the two-phase commit of a request that adds an issue, and of one that edits it, each an object
 * and an audit row. A Byteman rule calls {@code Runtime.halt} while a file is there. After the restart the server comes to
 * the one right outcome by itself.
 */
@Timeout(900)
class HaltIT {
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    /** Where the server halts. */
    enum Moment {
        OURS_PREPARED("dev.odb.ra.OdbXAResource", "prepare", "EXIT", false),
        BOTH_PREPARED_AND_UNDECIDED("org.h2.jdbcx.JdbcXAConnection", "prepare", "EXIT", false),
        DECIDED_AND_NONE_COMMITTED("com.arjuna.ats.arjuna.coordinator.BasicAction", "phase2Commit", "ENTRY", true);

        private final String className;
        private final String method;
        private final String at;
        private final boolean commits;

        Moment(String className, String method, String at, boolean commits) {
            this.className = className;
            this.method = method;
            this.at = at;
            this.commits = commits;
        }

        String rule() {
            return "RULE " + name() + "\nCLASS " + className + "\nMETHOD " + method + "\nAT " + at
                    + "\nBIND flag:java.io.File = new java.io.File(System.getProperty(\"odb.test.halt\"))"
                    + "\nIF flag.exists()\nDO killJVM()\nENDRULE\n";
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void haltInTwoPhaseCommit_endsInOneOutcomeForObjectAndRow(Moment moment) throws Exception {
        try (TestServer server = new TestServer("halt-" + moment.name().toLowerCase())) {
            start(server, moment);
            String known = server.tracker()
                    .post("issues", Tracker.details("before", "").build())
                    .text("key");

            halt(server, moment, () -> server.tracker()
                    .post("issues", Tracker.details("halted", "haltedadd").build()));
            start(server, moment);
            assertAdded(server, moment.commits);

            JsonObject edit = edit(server, known, "edited");
            halt(server, moment, () -> server.tracker().put("issues/" + known, edit));
            start(server, moment);
            assertEdited(server, known, moment.commits);

            long rows = server.tracker().statistics().auditRows();
            server.stop();
            assertNothingInDoubt(server, rows);
        }
    }

    /** What the test does that the halt answers with a broken connection. */
    private interface Request {
        void send() throws IOException;
    }

    private static void halt(TestServer server, Moment moment, Request request) throws Exception {
        Files.createFile(flag(server));
        boolean answered;
        try {
            request.send();
            answered = true;
        } catch (IOException e) {
            answered = false;
        }
        assertThat(answered)
                .as("the request was answered, %s was not reached", moment)
                .isFalse();
        server.awaitEnd();
        Files.delete(flag(server));
    }

    private static void assertAdded(TestServer server, boolean commits) throws IOException {
        Tracker tracker = server.tracker();
        if (commits) {
            await("the added issue", () -> tracker.search("haltedadd").size() == 1);
            assertThat(tracker.statistics().auditRows()).isEqualTo(2);
            assertThat(tracker.statistics().issues()).isEqualTo(2);
        }
        Answer[] next = new Answer[1];
        await("a new issue is taken", () -> {
            next[0] = sent(
                    () -> tracker.post("issues", Tracker.details("after", "").build()));
            return next[0].status() == 201;
        });
        assertThat(next[0].text("key")).isEqualTo(commits ? "ODB-3" : "ODB-2");
        assertThat(tracker.search("haltedadd")).hasSize(commits ? 1 : 0);
        assertThat(tracker.statistics().issues()).isEqualTo(commits ? 3 : 2);
        await("one row for each", () -> tracker.statistics().auditRows() == (commits ? 3 : 2));
    }

    private static void assertEdited(TestServer server, String key, boolean commits) {
        Tracker tracker = server.tracker();
        long rows = commits ? 4 : 2;
        if (commits) {
            await("the edit", () -> tracker.get("issues/" + key).text("title").equals("edited"));
            await("its row", () -> tracker.statistics().auditRows() == rows);
        } else {
            assertThat(tracker.get("issues/" + key).text("title")).isEqualTo("before");
        }
        JsonObject again = edit(server, key, "edited again");
        await(
                "another edit is taken, no lock was left",
                () -> sent(() -> tracker.put("issues/" + key, again)).status() == 200);
        assertThat(tracker.get("issues/" + key).text("title")).isEqualTo("edited again");
        await("its row and no other", () -> tracker.statistics().auditRows() == rows + 1);
    }

    private static void assertNothingInDoubt(TestServer server, long rows) throws Exception {
        assertThat(AuditRows.inDoubt(server)).isZero();
        assertThat(AuditRows.countByKey(server).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo((int) rows);
        try (Engine engine = Engine.open(OdbConfiguration.of("odb:file:" + server.database()))) {
            assertThat(engine.prepared()).isEmpty();
        }
    }

    private static JsonObject edit(TestServer server, String key, String title) {
        JsonObject shown = server.tracker().get("issues/" + key).object();
        return Json.createObjectBuilder(Tracker.details(title, "").build())
                .add("oid", shown.getString("oid"))
                .add("serial", shown.getString("serial"))
                .build();
    }

    private interface Call {
        Answer send() throws IOException;
    }

    private static Answer sent(Call call) {
        try {
            return call.send();
        } catch (IOException e) {
            throw new IllegalStateException("The server did not answer.", e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Poll.until(RECOVERY, () -> what, condition);
    }

    private static void start(TestServer server, Moment moment) throws Exception {
        Path script = server.data().resolveSibling("halt.btm");
        Files.writeString(script, moment.rule());
        Path agent = Path.of(
                Helper.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        server.start(
                "-javaagent:" + agent + "=script:" + script,
                "-Dodb.test.halt=" + flag(server),
                // how long a branch without a decision is left alone; the default is 20 s
                "-DJTAEnvironmentBean.orphanSafetyInterval=2000");
    }

    private static Path flag(TestServer server) {
        return server.data().resolveSibling("halt");
    }
}
