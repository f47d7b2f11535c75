package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.core.Storages;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, audit, copies and packs of a database in tables. */
class RelationalHistoryTest {
    @TempDir
    Path temp;

    private String url;
    private long locked;

    @BeforeEach
    void fill() {
        url = tables("db");
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            write(database, "", "one");
            write(database, "", "two");
            write(database, "spring", "inside");
            locked = database.transact(c -> {
                Note other = new Note("other");
                c.roots().put("other", other);
                c.savepoint();
                return c.oid(other);
            });
            database.transact("spring", c -> {
                c.lock(c.root("other", Note.class), Duration.ofDays(1));
                return null;
            });
        }
    }

    private String tables(String name) {
        return "odb:jdbc:jdbc:h2:file:" + temp.resolve(name).toAbsolutePath() + ";USER=sa;PASSWORD=secret";
    }

    private static void write(ObjectDatabase database, String version, String text) {
        if (version.isEmpty()) {
            database.transact(c -> {
                c.transaction().user("ann").describe("wrote " + text);
                c.root("note", Note.class, () -> new Note("")).text(text);
                return null;
            });
        } else {
            database.transact(version, c -> {
                c.transaction().user("ann").describe("wrote " + text);
                c.root("note", Note.class).text(text);
                return null;
            });
        }
    }

    private static String read(String url) {
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            return database.transact(c -> c.root("note", Note.class).text());
        }
    }

    private static JsonNode json(Object... arguments) throws Exception {
        Tool run = Tool.run(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.json();
    }

    private JsonNode spring(Object... arguments) throws Exception {
        JsonNode versions = json(arguments).get("versions");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).get("name").asText()).isEqualTo("spring");
        return versions.get(0);
    }

    @Test
    void versions_areListedCommittedAndAborted() throws Exception {
        JsonNode listed = spring("versions", url, "--locks", "--json");
        assertThat(listed.get("owner").asText()).isEqualTo("ann");
        assertThat(listed.get("objects").asInt()).isEqualTo(2);
        assertThat(listed.get("locks").get(0).get("oid").asLong()).isEqualTo(locked);
        assertThat(read(url)).isEqualTo("two");
        spring("versions", url, "--break", locked, "--in", "spring", "--json");
        spring("versions", url, "--commit", "spring", "--json");
        assertThat(read(url)).isEqualTo("inside");
        assertThat(json("versions", url, "--json").get("versions")).isEmpty();

        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            write(database, "spring", "again");
        }
        spring("versions", url, "--abort", "spring", "--json");
        assertThat(read(url)).isEqualTo("inside");
    }

    @Test
    void audit_tellsWhoDidWhat() throws Exception {
        JsonNode anns =
                json("audit", url, "--user", "ann", "--newest-first", "--json").get("transactions");
        assertThat(anns)
                .extracting(entry -> entry.get("description").asText())
                .containsExactly("wrote inside", "wrote two", "wrote one");
        JsonNode change = anns.get(1).get("changes").get(0);
        assertThat(change.get("class").asText()).isEqualTo(Note.class.getName());
        assertThat(change.get("kind").asText()).isEqualTo("changed");
        assertThat(json("audit", url, "--oid", change.get("oid"), "--json").get("transactions"))
                .hasSizeGreaterThan(2);
    }

    /** Beside another process that has it open, as servers have. */
    @Test
    void pack_ofADatabaseInUse_keepsTheTrailIfAsked() throws Exception {
        try (Storage other = Storages.open(OdbConfiguration.of(url))) {
            JsonNode dry = json("pack", url, "--to", Instant.now(), "--dry-run", "--json");
            assertThat(dry.get("dryRun").asBoolean()).isTrue();
            JsonNode packed = json("pack", url, "--to", Instant.now(), "--keep-audit", "--json");
            assertThat(packed.get("before").get("objects").asInt()).isPositive();
            other.poll();
        }
        assertThat(json("audit", url, "--user", "ann", "--json").get("transactions"))
                .hasSize(3);
        assertThat(read(url)).isEqualTo("two");
        spring("versions", url, "--json");
    }

    @Test
    void copies_goToTablesAndBackWithHistoryAndVersions() throws Exception {
        Path folder = temp.resolve("folder");
        JsonNode copied = json("copy", url, folder, "--json");
        assertThat(copied.get("target").asText()).contains(folder.toString());
        json("copy", folder, tables("back"), "--json");
        JsonNode again = json("copy", tables("back"), tables("again"), "--json");
        assertThat(again.get("transactions")).isEqualTo(copied.get("transactions"));
        assertThat(again.get("revisions")).isEqualTo(copied.get("revisions"));
        assertThat(again.get("lastTid")).isEqualTo(copied.get("lastTid"));
        spring("versions", tables("again"), "--json");
        spring("versions", tables("again"), "--commit", "spring", "--json");
        assertThat(read(tables("again"))).isEqualTo("inside");
        assertThat(read(url)).isEqualTo("two");

        Tool occupied = Tool.run("copy", folder, url);
        assertThat(occupied.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(occupied.err()).contains("ODB-3950");
    }
}
