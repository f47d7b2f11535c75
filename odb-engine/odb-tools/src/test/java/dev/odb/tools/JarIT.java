package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.ObjectDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a process of its own, without the application's classes, beside one that writes. */
class JarIT {
    private static final Path JAR = Path.of("target", "odb-tools.jar");

    @TempDir
    Path temp;

    private static ProcessBuilder command(Object... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }

    private Tool java(Object... arguments) throws Exception {
        File out = temp.resolve("out").toFile();
        File err = temp.resolve("err").toFile();
        int exit = command(arguments)
                .redirectOutput(out)
                .redirectError(err)
                .start()
                .waitFor();
        return new Tool(
                exit,
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    @Test
    void jar_backsUpAndLooksAtADatabaseThatIsWrittenTo() throws Exception {
        Path folder = temp.resolve("db");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + folder)) {
            database.<String>transact(
                    c -> c.root("note", Note.class, () -> new Note("0")).text());
            Thread writer = new Thread(() -> {
                for (int i = 1; !over.get(); i++) {
                    String text = Integer.toString(i);
                    database.transact(c -> {
                        c.root("note", Note.class).text(text);
                        return null;
                    });
                    acknowledged.set(i);
                }
            });
            writer.start();
            try {
                for (int i = 0; i < 2; i++) {
                    int before = acknowledged.get();
                    Tool backup = java("backup", folder, temp.resolve("backups"), "--json");
                    assertThat(backup.exit()).as(backup.err()).isZero();
                    assertThat(backup.json().get("number").asInt()).isEqualTo(i + 1);
                    Path copy = temp.resolve("copy" + i);
                    Tool restore = java("restore", temp.resolve("backups"), copy);
                    assertThat(restore.exit()).as(restore.err()).isZero();
                    JsonNode root =
                            java("dump", copy, "--json").json().get("roots").get(0);
                    assertThat(root.get("class").asText())
                            .as("the class is not there")
                            .isEqualTo(Note.class.getName());
                    JsonNode note = java("dump", copy, "--oid", root.get("oid").asLong(), "--json")
                            .json();
                    assertThat(note.get("state").get("text").asInt()).isGreaterThanOrEqualTo(before);
                }
                Tool locked = java("pack", folder, "--keep-days", 0);
                assertThat(locked.exit()).isEqualTo(ExitCode.REFUSED);
                assertThat(locked.err()).contains("ODB-4001");
            } finally {
                over.set(true);
                writer.join();
            }
        }
        Tool help = java("--version");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("odb 0.");
    }

    /** SIGKILL while it says how far it is: what was backed up before stays, and the next backup goes on. */
    @Test
    void killedBackup_leavesTheEarlierOnes() throws Exception {
        Path folder = temp.resolve("db");
        Path backups = temp.resolve("backups");
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + folder)) {
            for (int i = 0; i < 4; i++) {
                String text = i + "x".repeat(1 << 20);
                database.transact(c -> {
                    c.root("note", Note.class, () -> new Note("")).text(text);
                    return null;
                });
                if (i == 0) {
                    assertThat(Tool.run("backup", folder, backups).exit()).isZero();
                } else {
                    kill(command("backup", folder, backups, "--progress", i == 3 ? "--full" : "--json"), 2 * i);
                }
                Tool verify = Tool.run("backup", "--verify", backups);
                assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
            }
            assertThat(Tool.run("backup", folder, backups).exit()).isZero();
            assertThat(Tool.run("restore", backups, temp.resolve("copy")).exit())
                    .isZero();
        }
        try (ObjectDatabase copy = ObjectDatabase.open("odb:file:" + temp.resolve("copy"))) {
            assertThat(copy.<String>transact(c -> c.root("note", Note.class).text()))
                    .startsWith("3x");
        }
    }

    private static void kill(ProcessBuilder command, int afterLines) throws Exception {
        Process process =
                command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < afterLines && said.readLine() != null; i++) {
                // until it has begun
            }
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void jar_opensTablesWithADriverThatIsNotInIt() throws Exception {
        String url = "odb:jdbc:jdbc:h2:file:" + temp.resolve("db").toAbsolutePath();
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            database.<String>transact(
                    c -> c.root("note", Note.class, () -> new Note("0")).text());
        }
        Path driver = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        Tool without = java("dump", url);
        assertThat(without.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(without.err()).contains("ODB-4352");
        Tool with = java("dump", url, "--driver", driver, "--json");
        assertThat(with.exit()).as(with.err()).isZero();
        assertThat(with.json().get("roots")).hasSize(1);
    }

    @Test
    void jar_hasAllServicesAndNothingUnexpected() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/services/dev.odb.spi.DatabaseProvider"))
                    .isNotNull();
            assertThat(jar.getEntry("META-INF/services/dev.odb.core.storage.StorageProvider"))
                    .isNotNull();
            assertThat(jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.startsWith("dev/odb/") && !name.startsWith("picocli/")))
                    .isEmpty();
        }
    }
}
