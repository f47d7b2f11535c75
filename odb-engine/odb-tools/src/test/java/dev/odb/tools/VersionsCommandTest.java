package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Engine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions and their locks, without the application's classes. */
class VersionsCommandTest {
    @TempDir
    private Path folder;

    private long locked;

    @BeforeEach
    void create() {
        try (Engine database = open()) {
            database.transact(c -> {
                c.roots().put("draft", new Note("outside"));
                c.roots().put("locked", new Note("outside"));
                return null;
            });
            locked = database.transact("spring", c -> {
                c.transaction().user("ada");
                c.root("draft", Note.class).text("inside");
                Note other = c.root("locked", Note.class);
                c.lock(other, Duration.ofDays(1));
                return c.oid(other);
            });
        }
    }

    private Engine open() {
        return Engine.open(OdbConfiguration.of("odb:file:" + folder));
    }

    private String draft(String version) {
        try (Engine database = open();
                OdbConnection c = version.isEmpty() ? database.connect() : database.connect(version)) {
            return c.root("draft", Note.class).text();
        }
    }

    private JsonNode only(Object... arguments) throws Exception {
        JsonNode listed = Tool.run(arguments).json().get("versions");
        assertThat(listed).hasSize(1);
        return listed.get(0);
    }

    @Test
    void list_saysWhatIsInThem() throws Exception {
        JsonNode spring = only("versions", folder, "--json", "--locks");
        assertThat(spring.get("name").asText()).isEqualTo("spring");
        assertThat(spring.get("owner").asText()).isEqualTo("ada");
        assertThat(spring.get("objects").asLong()).isEqualTo(2);
        assertThat(spring.get("locks")).hasSize(1);
        JsonNode lock = spring.get("locks").get(0);
        assertThat(lock.get("oid").asLong()).isEqualTo(locked);
        assertThat(lock.get("class").asText()).isEqualTo(Note.class.getName());
        assertThat(lock.get("until").asText()).isNotEmpty();
        assertThat(lock.get("changed").asBoolean()).isFalse();
        assertThat(Tool.run("versions", folder, "--locks").out())
                .contains("spring: 2 objects", "by ada", "1 locks", "  " + locked + " of ", "until");
        assertThat(only("versions", folder, "--json").has("locks")).isFalse();
    }

    @Test
    void committed_isSeenInTheMainLine() {
        Tool committed = Tool.run("versions", folder, "--commit", "spring");
        assertThat(committed.exit()).isZero();
        try (Engine database = open()) {
            assertThat(committed.err())
                    .contains("Committed it, in transaction "
                            + database.undoLog(0, 1).get(0).tid());
        }
        assertThat(draft("")).isEqualTo("inside");
        Tool again = Tool.run("versions", folder, "--commit", "spring");
        assertThat(again.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("ODB-3873");
    }

    @Test
    void namesThatNoVersionCanHave_areRefused() {
        assertThat(Tool.run("versions", folder, "--commit", "").err()).contains("ODB-3871");
        assertThat(Tool.run("versions", folder, "--abort", "x".repeat(300)).err())
                .contains("ODB-4220");
        assertThat(Tool.run("versions", folder, "--break", locked, "--in", " ").err())
                .contains("ODB-3871");
    }

    @Test
    void aborted_isGone() {
        assertThat(Tool.run("versions", folder, "--abort", "spring").exit()).isZero();
        assertThat(draft("spring")).isEqualTo("outside");
        Tool none = Tool.run("versions", folder);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("There are no versions.");
    }

    @Test
    void brokenLock_isGone() throws Exception {
        assertThat(only("versions", folder, "--break", locked, "--in", "spring", "--locks", "--json")
                        .get("locks"))
                .isEmpty();
        assertThat(Tool.run("versions", folder, "--break", locked, "--in", "spring")
                        .err())
                .contains("ODB-3878");
        assertThat(Tool.run("versions", folder, "--break", locked).exit()).isEqualTo(ExitCode.USAGE);
    }
}
