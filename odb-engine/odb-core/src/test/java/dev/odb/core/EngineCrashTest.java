package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The computer dies at a random disk operation of a random workload of persistent objects, several times in the life of one
 * database: commits in one phase, some with a savepoint that puts state aside, branches decided late, undo, pack, and blobs
 * with all of these. After each: it opens; everything acknowledged is there, the contents of blobs byte by byte; what was
 * not acknowledged is there as a whole or not at all; the prepared branches are listed and hold their objects; the index
 * says what a full scan does. {@link dev.odb.core.storage.file.CrashTest} does the same below the engine.
 */
class EngineCrashTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final Logger logger = Logger.getLogger("dev.odb.core");

    /** Each crash is reported, as it should be. */
    @BeforeEach
    void beQuiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void beHeard() {
        logger.setLevel(null);
    }

    @Test
    void crashAnywhere_keepsWhatWasAcknowledged(@TempDir Path folder) throws Exception {
        int count = (int) Math.max(50, 10_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        System.out.println("EngineCrashTest: " + count + " crashes, -Dodb.test.seed=" + SEED);
        CrashCounts counts = new CrashCounts();
        for (long life = 0; counts.crashes() < count; life++) {
            Random random = new Random(SEED + life);
            new CrashLife(random, folder, "seed " + SEED + ", life " + life, counts).run();
        }
        System.out.println("EngineCrashTest: " + counts);
        counts.assertEverythingHappened();
        assertThat(counts.crashes()).isGreaterThanOrEqualTo(count);
    }
}
