package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.ObjectDatabase;
import dev.odb.PersistentMap;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of databases, also by URL. */
class CopyCommandTest {
    @TempDir
    private Path folder;

    private Path from;

    @BeforeEach
    void create() {
        from = folder.resolve("db");
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + from)) {
            put(database, "one");
            put(database, "two");
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(ObjectDatabase database, String value) {
        database.transact(
                c -> c.root("map", PersistentMap.class, PersistentMap::new).put("key", value));
    }

    private static Object get(String url) {
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            return database.transact(c -> c.root("map", PersistentMap.class).get("key"));
        }
    }

    @Test
    void copyOfADatabaseInUse_isReportedWithProgress() throws Exception {
        Path to = folder.resolve("copy");
        try (ObjectDatabase inUse = ObjectDatabase.open("odb:file:" + from)) {
            Tool copied = Tool.run("copy", "--json", "--progress", from, to);
            assertThat(copied.exit()).isZero();
            assertThat(copied.err()).contains("copying ").contains("verifying ");
            JsonNode json = copied.json();
            assertThat(json.get("transactions").asLong())
                    .isEqualTo(inUse.undoLog(0, 100).size());
            assertThat(json.get("database")).isNotEqualTo(json.get("original"));
            assertThat(json.get("droppedBranches")).isEmpty();
        }
        assertThat(get("odb:file:" + to)).isEqualTo("two");
    }

    /** That is how an overlay and its base become one database. */
    @Test
    void overlay_isCopiedByItsUrl() {
        String overlay = "odb:overlay:file:" + folder.resolve("changes") + "?base=odb:file:" + from;
        try (ObjectDatabase database = ObjectDatabase.open(overlay)) {
            put(database, "three");
        }
        Path to = folder.resolve("merged");
        Tool copied = Tool.run("copy", overlay, "odb:file:" + to);
        assertThat(copied.exit()).isZero();
        assertThat(copied.out()).contains("Copied").contains("and compared them");
        assertThat(get("odb:file:" + to)).isEqualTo("three");
        assertThat(get("odb:file:" + from)).isEqualTo("two");
    }

    @Test
    void placesThatWillNotDo_areRefused() {
        assertThat(Tool.run("copy", folder.resolve("missing"), folder.resolve("copy"))
                        .err())
                .contains("ODB-9001");
        Tool occupied = Tool.run("copy", from, from);
        assertThat(occupied.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(occupied.err()).contains("ODB-3950");
        Path to = folder.resolve("copy");
        assertThat(Tool.run("copy", from, to).exit()).isZero();
        assertThat(Tool.run("copy", from, to).err()).contains("ODB-3950").contains("the folder is not empty");
        assertThat(Tool.run("copy", from, "odb:memory:x").err()).contains("ODB-9000", "gone after it");
        assertThat(Tool.run("copy", "odb:memory:x", folder.resolve("copy")).err())
                .contains("ODB-9000", "empty before it");
        assertThat(Tool.run("copy", from, "odb:nowhere:x").exit()).isEqualTo(ExitCode.REFUSED);
    }
}
