package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Storages;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on a database in tables. */
class RelationalToolsTest {
    @TempDir
    Path temp;

    private String url;

    @BeforeEach
    void fill() {
        url = "odb:jdbc:jdbc:h2:file:" + temp.resolve("db").toAbsolutePath() + ";USER=sa;PASSWORD=secret";
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            database.<String>transact(
                    c -> c.root("note", Note.class, () -> new Note("one")).text());
            database.transact(c -> {
                c.root("note", Note.class).text("two");
                c.queue("notes").send(new Note("task"));
                c.transaction().user("ann").describe("wrote two");
                return null;
            });
        }
    }

    private static JsonNode json(Object... arguments) throws Exception {
        Tool run = Tool.run(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.json();
    }

    @Test
    void dump_showsRootsObjectsTransactionsAndClasses() throws Exception {
        JsonNode root = json("dump", url, "--json").get("roots").get(0);
        assertThat(root.get("name").asText()).isEqualTo("note");
        JsonNode note = json("dump", url, "--oid", root.get("oid").asLong(), "--json");
        assertThat(note.get("state").get("text").asText()).isEqualTo("two");
        assertThat(note.get("history")).hasSize(2);
        JsonNode last = json("dump", url, "--transactions", "--last", 1, "--json")
                .get("transactions")
                .get(0);
        assertThat(last.get("user").asText()).isEqualTo("ann");
        assertThat(json("dump", url, "--tid", last.get("tid").asLong(), "--json")
                        .get("writes"))
                .isNotEmpty();
        assertThat(json("dump", url, "--classes", "--json").get("classes"))
                .anySatisfy(row -> assertThat(row.get("class").asText()).isEqualTo(Note.class.getName()));
    }

    @Test
    void branches_areListedDecidedAndForgotten() throws Exception {
        BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
        try (Storage storage = Storages.open(OdbConfiguration.of(url))) {
            var current = storage.loadAppended(1);
            storage.prepare(
                    id,
                    new Batch(
                            List.of(new Write(1, current.serial(), current.record())),
                            List.of(),
                            TransactionMetadata.NONE));
        }
        assertThat(json("branches", url, "--json")
                        .get("branches")
                        .get(0)
                        .get("outcome")
                        .asText())
                .isEqualTo("in doubt");
        assertThat(json("branches", url, "--commit", id, "--yes", "--json")
                        .get("branches")
                        .get(0)
                        .get("outcome")
                        .asText())
                .isEqualTo("committed");
        assertThat(json("branches", url, "--forget", id, "--yes", "--json").get("branches"))
                .isEmpty();
    }

    @Test
    void queuesTasksUsersAndSubscriptions_areReadAndChanged() throws Exception {
        assertThat(json("queues", url, "--json")
                        .get("queues")
                        .get(0)
                        .get("waiting")
                        .asInt())
                .isEqualTo(1);
        assertThat(json("tasks", url, "notes", "--json").get("tasks")).isEmpty();
        json("subscriptions", url, "--move", "feed", "--beginning", "--json");
        assertThat(json("subscriptions", url, "--json")
                        .get("subscriptions")
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("feed");
        try (Engine database = Engine.open(OdbConfiguration.of(url))) {
            database.setUser(dev.odb.OdbCredentials.of("ann", "secret".toCharArray()));
        }
        assertThat(json("users", "list", url, "--json").get("users").get(0).asText())
                .isEqualTo("ann");
        json("users", "remove", url, "ann", "--json");
        assertThat(json("users", "list", url, "--json").get("users")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify {}", "backup {} x", "restore x {}", "recover {} x", "recover x {}"})
    void commandsForFolders_saySo(String command) {
        Tool run = Tool.run((Object[]) command.replace("{}", url).split(" "));
        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("this command is for databases in folders")
                .contains("odb:jdbc:jdbc:h2:file:")
                .doesNotContain("secret");
    }

    /** A writable open would make the tables. */
    @ParameterizedTest
    @ValueSource(strings = {"dump {}", "pack {}", "users remove {} ann"})
    void urlWithoutDatabase_isRefusedAndLeftAsItIs(String command) throws Exception {
        String empty = "odb:jdbc:jdbc:h2:file:" + temp.resolve("empty").toAbsolutePath();
        for (int i = 0; i < 2; i++) {
            Tool run = Tool.run((Object[]) command.replace("{}", empty).split(" "));
            assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).contains("ODB-4306");
        }
    }

    @Test
    void otherUrls_areWrongOrAFolder() throws Exception {
        Path folder = temp.resolve("folder");
        ObjectDatabase.open("odb:file:" + folder).close();
        assertThat(json("dump", "odb:file:" + folder, "--json").get("roots")).isEmpty();
        assertThat(Tool.run("verify", "odb:file:" + folder).exit()).isZero();
        Tool memory = Tool.run("dump", "odb:memory:x");
        assertThat(memory.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(memory.err()).contains("odb:jdbc:");
    }

    @Test
    void driver_isTakenFromItsJar() throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(json("dump", url, "--driver", jar, "--json").get("roots")).isNotEmpty();
        Path text = Files.writeString(temp.resolve("text.jar"), "no jar");
        Path missing = jar("missing.jar", "no.such.Driver");
        Path noDriver = jar("none.jar", Object.class.getName());
        Path broken = jar("broken.jar", "Broken");
        try (FileSystem zip = FileSystems.newFileSystem(broken)) {
            Files.write(zip.getPath("Broken.class"), new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
        }
        for (Path wrong : List.of(text, temp.resolve("nothing.jar"), missing, noDriver, broken)) {
            Tool run = Tool.run("dump", url, "--driver", wrong);
            assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).contains("ODB-9070");
        }
    }

    private Path jar(String name, String driver) throws IOException {
        Path jar = temp.resolve(name);
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path services = Files.createDirectories(zip.getPath("META-INF", "services"));
            Files.writeString(services.resolve("java.sql.Driver"), driver);
        }
        return jar;
    }

    @Test
    void unknownDriver_isNamedWithoutThePassword() {
        Tool run = Tool.run("dump", "odb:jdbc:jdbc:nonsense://host/db?password=secret");
        assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains("ODB-4352", "jdbc:nonsense://host/db", "--driver")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy {} odb:jdbc:jdbc:h2:file:TEMP/copy;PASSWORD=secret",
                "copy {} odb:jdbc:jdbc:h2:tcp://u:secret@localhost:1/db;PASSWORD=secret",
                "copy {} odb:nowhere://u:secret@host/db?password=secret",
                "copy {} jdbc:h2:file:TEMP/copy;PASSWORD=secret",
                "copy {} odb:overlay:memory:x?base=odb:nowhere:x?password=secret",
                "copy odb:overlay:file:TEMP?bas=odb:jdbc:jdbc:h2:mem:x;PASSWORD=secret TEMP/copy",
                "copy odb:overlay:jdbc:h2:mem:x;PASSWORD=secret?base=odb:memory:x TEMP/copy",
                "copy odb:overlay:file:TEMP/o?base=odb:nowhere:x;PASSWORD=secret TEMP/copy",
                "dump jdbc:h2:file:TEMP/db;PASSWORD=secret",
                "dump ODB:JDBC:jdbc:h2:file:TEMP/db;PASSWORD=secret",
                "dump {} odb:jdbc:jdbc:h2:mem:other;PASSWORD=secret",
                "dump {} --oid odb:jdbc:jdbc:h2:mem:other;PASSWORD=secret",
                "verify odb:nowhere:secret@host;PASSWORD=secret"
            })
    void secretsInUrls_areNotPrinted(String command) throws Exception {
        String[] arguments =
                command.replace("{}", url).replace("TEMP", temp.toString()).split(" ");
        Tool run = Tool.run((Object[]) arguments);
        assertThat(run.out() + run.err()).isNotEmpty().doesNotContain("secret");
        assertThat(run.err()).doesNotContain("ODB-9005");
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files).noneMatch(file -> file.toString().contains(":"));
        }
        Tool json = Tool.run(
                Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray());
        assertThat(json.out() + json.err()).doesNotContain("secret");
    }
}
