package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import dev.odb.core.Engine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The lines of docs/howto/security.md, run as they stand there, but for the passwords, on a database that requires a user.
 * The last tests change the server and come in order.
 */
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityIT {
    /** Is in each password, so that one look finds any of them. */
    private static final String MARK = "recognisable7";

    private static SecuredServer server;

    @BeforeAll
    static void setUp() throws Exception {
        server = new SecuredServer();
        try (Engine database =
                Engine.open(OdbConfiguration.of("odb:file:" + server.data().resolve("odb")))) {
            database.setUser(OdbCredentials.of("issues-app", (MARK + "-database").toCharArray()));
        }
        server.start();
        // recovery still signs on as the server was set up for a database without users
        Poll.until(Duration.ofMinutes(3), () -> "the refusal of recovery", () -> server.log()
                .contains("IJ000906: Error during crash recovery: java:/odb/issues (ODB-5260: "));
        List<String> lines = new ArrayList<>(page());
        lines.add("/subsystem=logging/logger=dev.odb:add(level=TRACE)");
        lines.add("reload");
        lines.add("deploy " + server.application());
        server.configure(lines);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The command lines of the page, in their order. */
    private static List<String> page() throws Exception {
        List<String> lines = new ArrayList<>();
        String block = null;
        for (String line : Files.readAllLines(TestSettings.project().resolve("docs/howto/security.md"))) {
            if (line.startsWith("```")) {
                block = block == null ? line : null;
            } else if ("```".equals(block) && !line.startsWith("java ")) {
                lines.add(line.replace("change-me", MARK));
            }
        }
        assertThat(lines).filteredOn(line -> line.startsWith("/")).hasSizeGreaterThan(15);
        return lines;
    }

    @Test
    @Order(1)
    void callers_areRecorded() throws Exception {
        anna("write", "ejb");
        anna("write-in-a-bean", "cdi");
        anna("write-run-as", "run-as");
        anna("write-behind-run-as", "behind-run-as");
        call(null, "write", "not-signed-on");
        anna("send", "message");
        Poll.until(Duration.ofMinutes(1), () -> "the message", () -> has("message"));

        assertThat(anna("administer-in-a-servlet", "undoLog").lines())
                .contains(
                        "ejb=anna",
                        "cdi=anna",
                        "run-as=anna",
                        "behind-run-as=anna",
                        "not-signed-on=issues-app",
                        "message=issues-app");
    }

    @Test
    @Order(2)
    void administration_worksInEachKindOfComponentForWhoHasTheRole() throws Exception {
        for (String where : List.of("in-a-servlet", "in-a-bean", "in-an-ejb", "run-as")) {
            assertThat(anna("administer-" + where, "history")).as(where).endsWith("revisions");
            assertThat(anna("administer-" + where, "transactions")).as(where).endsWith("transactions");
            assertThat(anna("administer-" + where, "users")).as(where).isEqualTo("issues-app");
            assertThat(anna("administer-" + where, "pack")).as(where).isEqualTo("packed, told true");
        }
        anna("write", "to be undone");
        anna("undo", "");
        assertThat(has("to be undone")).isFalse();
    }

    @Test
    @Order(3)
    void administration_isRefusedToAllOthers() throws Exception {
        for (String where : List.of("in-a-servlet", "in-a-bean", "in-an-ejb")) {
            for (String call : List.of("undoLog", "history", "transactions", "users", "pack")) {
                assertThat(call("bob", "administer-" + where, call).body())
                        .as(where)
                        .contains("dev.odb.NotPermittedException: ODB-5262", call, "'bob'", "'odb-admin'");
                assertThat(call(null, "administer-" + where, call).body())
                        .as(where)
                        .contains("ODB-5262", "not signed on");
            }
        }
        assertThat(call("bob", "undo", "").body()).contains("ODB-5262", "undo");
    }

    /** A bean acts in the role that it runs as, whoever calls it: more than bob has, less than anna has. */
    @Test
    @Order(4)
    void roleOfTheRunAs_isTheOneThatCounts() throws Exception {
        assertThat(call("bob", "administer-run-as", "users").body()).isEqualTo("issues-app");
        assertThat(call(null, "administer-run-as", "users").body()).isEqualTo("issues-app");
        assertThat(call("anna", "administer-run-as-worker", "users").body()).contains("ODB-5262");
    }

    /** Recovery has to sign on too: the process ends when the transaction is decided and ours only prepared. */
    @Test
    @Order(5)
    void branchInDoubt_isRecoveredWithTheRecoveryCredentials() throws Exception {
        try {
            anna("halt", "in doubt");
        } catch (IOException e) {
            assertThat(server.awaitEnd()).isEqualTo(99);
        }
        server.start();

        Poll.until(Duration.ofMinutes(3), () -> "recovery", () -> has("in doubt"));
        anna("write", "no lock was left");
    }

    @Test
    @Order(6)
    void passwords_areNowhere() throws Exception {
        // the credential store's own password stands in the server's configuration
        String management = anna("management", MARK + "-database");
        assertThat(management.lines().count()).as(management).isEqualTo(2);
        assertThat(Integer.parseInt(management.substring(management.lastIndexOf(' ') + 1)))
                .isGreaterThan(1_000);
        assertLogHasNoPassword();
    }

    @Test
    @Order(7)
    void configProperties_signOnToo() throws Exception {
        String definition = "/subsystem=resource-adapters/resource-adapter=odb/connection-definitions=issues";
        server.configure(List.of(
                definition + ":undefine-attribute(name=authentication-context)",
                definition + ":write-attribute(name=security-application,value=true)",
                definition + "/config-properties=user:add(value=issues-app)",
                definition + "/config-properties=password:add(value=" + MARK + "-database)",
                "reload"));
        anna("write", "by properties");

        assertThat(has("by properties")).isTrue();
        Map<String, String> another = Map.of("user", "issues-app", "password", MARK + "-wrong", "value", "as another");
        HttpResponse<String> refused = server.call("anna", MARK + "-anna", "write-as", another);
        assertThat(refused.body()).contains("dev.odb.SignOnException: ODB-5260").doesNotContain(MARK, "issues-app");
        Map<String, String> same = Map.of("user", "issues-app", "password", MARK + "-database", "value", "as another");
        assertThat(server.call("anna", MARK + "-anna", "write-as", same).body()).isEqualTo("done");

        server.configure(List.of(
                definition + "/config-properties=password:write-attribute(name=value,value=" + MARK + "-x)", "reload"));
        assertThat(call("anna", "write", "never").body()).contains("ODB-5260").doesNotContain(MARK, "issues-app");
        assertLogHasNoPassword();
    }

    private static void assertLogHasNoPassword() {
        assertThat(server.log().lines())
                .filteredOn(line -> line.contains("ODB-"))
                .isNotEmpty();
        assertThat(server.log().lines()).filteredOn(line -> line.contains(MARK)).isEmpty();
    }

    private static boolean has(String note) {
        try {
            return call(null, "has", note).body().equals("true");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String anna(String what, String value) throws Exception {
        HttpResponse<String> answer = call("anna", what, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> call(String user, String what, String value) throws Exception {
        return server.call(user, MARK + "-" + user, what, Map.of("value", value));
    }
}
