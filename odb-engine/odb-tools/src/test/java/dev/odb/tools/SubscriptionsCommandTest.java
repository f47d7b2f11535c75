package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subscriptions of a database, and packs that meet them. */
class SubscriptionsCommandTest {
    @TempDir
    private Path folder;

    private long last;

    @BeforeEach
    void create() {
        try (Engine database = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
            database.changeSubscription("audit").close();
            for (int i = 0; i < 3; i++) {
                String text = "text " + i;
                database.transact(c -> {
                    c.root("note", Note.class, () -> new Note("")).text(text);
                    return null;
                });
            }
            last = database.undoLog(0, 1).get(0).tid();
        }
    }

    private JsonNode only(Object... arguments) throws Exception {
        JsonNode listed = Tool.run(arguments).json().get("subscriptions");
        assertThat(listed).hasSize(1);
        return listed.get(0);
    }

    @Test
    void list_saysWhatWaits() throws Exception {
        JsonNode audit = only("subscriptions", folder, "--json");
        assertThat(audit.get("name").asText()).isEqualTo("audit");
        assertThat(audit.get("waiting").asLong()).isEqualTo(4);
        assertThat(audit.get("lost").asBoolean()).isFalse();
        assertThat(Tool.run("subscriptions", folder).out()).contains("audit", "4 transactions wait");
    }

    @Test
    void moved_goesOnThere() throws Exception {
        assertThat(only("subscriptions", folder, "--move", "audit", "--after", last, "--json")
                        .get("waiting")
                        .asLong())
                .isZero();
        assertThat(only("subscriptions", folder, "--move", "audit", "--beginning", "--json")
                        .get("waiting")
                        .asLong())
                .isEqualTo(4);
        assertThat(Tool.run("subscriptions", folder, "--move", "audit", "--now").out())
                .contains("nothing waits");
        Tool made = Tool.run("subscriptions", folder, "--move", "other", "--now");
        assertThat(made.err()).contains("it is new");
        assertThat(Tool.run("subscriptions", folder).out()).contains("audit", "other");
        assertThat(Tool.run("subscriptions", folder, "--move", "audit", "--after", Long.MAX_VALUE - 1)
                        .err())
                .contains("ODB-3976");
    }

    @Test
    void removed_isGone_andCanBeMadeAgain() throws Exception {
        Tool removed = Tool.run("subscriptions", folder, "--remove", "audit");
        assertThat(removed.exit()).isZero();
        assertThat(removed.err()).contains("--move audit --after ");
        assertThat(Tool.run("subscriptions", folder).out()).isEmpty();
        Tool again = Tool.run("subscriptions", folder, "--remove", "audit");
        assertThat(again.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("ODB-9030");
    }

    @Test
    void wrongOptions_areRefused() {
        for (Tool wrong : new Tool[] {
            Tool.run("subscriptions", folder, "--move", "audit"),
            Tool.run("subscriptions", folder, "--now"),
            Tool.run("subscriptions", folder, "--remove", "audit", "--now"),
            Tool.run("pack", folder, "--unheard-days", "-1")
        }) {
            assertThat(wrong.err()).contains("ODB-9000");
            assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void pack_isHeldBack_unlessTheDaysAreOver() throws Exception {
        Tool held = Tool.run("pack", folder, "--keep-days", "0");
        assertThat(held.out()).contains("subscription 'audit' has not heard of");
        JsonNode passed = Tool.run("pack", folder, "--keep-days", "0", "--unheard-days", "0", "--json")
                .json();
        assertThat(passed.get("passedOver")).hasToString("[\"audit\"]");
        assertThat(passed.get("effectiveTid").asLong()).isGreaterThanOrEqualTo(last);
        assertThat(Tool.run("subscriptions", folder).out()).contains("a pack has taken what follows");
    }
}
