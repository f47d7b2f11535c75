package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The import of the whole real file, in both tiers, with five kills: the first while the file is still being sent, the
 * others after random numbers of issues. After each the server recovers by itself and the upload is continued; in the end
 * nothing is lost and nothing is there twice.
 */
@Timeout(1800)
class KillIT {
    private static final int KILLS = 5;

    @Test
    void importKilledFiveTimes_endsWithTheSameTotals() throws Exception {
        IssueFile file = IssueFile.real();
        Random random = TestSettings.random();
        long begin = System.nanoTime();
        try (TestServer server = new TestServer("kill")) {
            for (int kill = 0; kill < KILLS; kill++) {
                server.start();
                CompletableFuture<Boolean> upload = uploading(server, file);
                long before = server.tracker().statistics().issues();
                long step = 1 + random.nextInt((int) ((file.issues() - before) / (KILLS + 1 - kill)));
                long imported = importUntil(server, kill == 0 ? Math.min(step, 100) : before + step);
                server.kill();
                System.out.println("Killed after " + imported + " issues; "
                        + (upload.get() ? "the file had been sent" : "the file was being sent"));
                assertThat(imported).isLessThan(file.issues());
            }
            server.start();
            server.tracker().upload("issues.jsonl", file.path());
            Imports.awaitAll(server.tracker(), file);
            Imports.report(
                    "killed " + KILLS + " times",
                    begin,
                    server,
                    server.tracker().statistics());
            Imports.assertComplete(server, file, random);
            server.stop();
            Imports.assertRowsOnce(server, file);
            server.start();
            Imports.assertComplete(server, file, random);
        }
    }

    private static long importUntil(TestServer server, long issues) {
        Imports.await(server.tracker(), issues);
        return server.tracker().statistics().issues();
    }

    /** Sends the file in another thread; true when it was sent, false if the server went away. */
    private static CompletableFuture<Boolean> uploading(TestServer server, IssueFile file) {
        Tracker tracker = server.tracker();
        return CompletableFuture.supplyAsync(() -> {
            try {
                tracker.upload("issues.jsonl", file.path());
                return true;
            } catch (IOException e) {
                return false; // the kill that this test is about; what was sent shows in the totals
            }
        });
    }
}
