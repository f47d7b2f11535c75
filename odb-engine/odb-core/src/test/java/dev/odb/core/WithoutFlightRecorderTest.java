package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ObjectDatabase;
import dev.odb.core.model.Team;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image may be without the modules of the flight recorder, of management and of logging. */
class WithoutFlightRecorderTest {
    /** Commits, loads, loses a conflict and packs, in a process of its own. */
    public static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + arguments[0])) {
                int[] attempts = {0};
                database.transact(c -> {
                    c.root("team", Team.class, Team::new).title += "x";
                    if (attempts[0]++ == 0) {
                        try (var other = database.connect()) {
                            other.root("team", Team.class).title = "y";
                            other.commit();
                        }
                    }
                    return null;
                });
                database.pack(Instant.now());
                System.out.println(database.statistics().conflicts().lost()
                        + " lost, "
                        + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
            }
        }
    }

    @Test
    void databaseWithoutRecorder_works(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.resolve("db").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> said = output.lines().toList();
            assertThat(said).contains("1 lost, false");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
