package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A file goes through upload, queue, objects and rows, and is all there after a restart: 200 generated issues always, and
 * the 9,944 real ones in both tiers, here without and in {@link KillIT} with kills.
 */
@Timeout(1800)
class ImportIT {
    @Test
    void generatedFile_isImportedFoundAndThereAfterARestart() throws Exception {
        Random random = TestSettings.random();
        Path file = TestSettings.folder().resolve("generated.jsonl");
        Files.write(file, GeneratedIssues.lines(200, random));
        importAndRestart(IssueFile.of(file), random, "import-generated");
    }

    @Test
    void realFile_isImportedFoundAndThereAfterARestart() throws Exception {
        importAndRestart(IssueFile.real(), TestSettings.random(), "import-real");
    }

    private static void importAndRestart(IssueFile file, Random random, String name) throws Exception {
        long begin = System.nanoTime();
        try (TestServer server = new TestServer(name).start()) {
            Tracker tracker = server.tracker();
            JsonObject upload = tracker.upload("issues.jsonl", file.path());
            assertThat(Tracker.number(upload, "queued")).isEqualTo(file.issues());
            Imports.awaitAll(tracker, file);
            Imports.report(name, begin, server, tracker.statistics());
            Imports.assertComplete(server, file, random);
            server.stop();
            Imports.assertRowsOnce(server, file);
            server.start();
            Imports.assertComplete(server, file, random);
            assertThat(server.warnings())
                    .as("what ODB logged above INFO in a normal run")
                    .isEmpty();
        }
    }
}
