package dev.odb.core.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ObjectDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs, changed by random means in the transactions of two connections and of {@code transact}, equal a plain
 * twin: while they are changed, in a new connection, and after the database was opened again. No update is lost where two
 * connections changed the same, and nothing else than what was rolled back is missing.
 *
 * <p>The system property {@code odb.test.seed} repeats one run, {@code odb.test.scale} sets the length: 1 makes 10,000
 * operations on each storage, and as many where memory has room for few objects, a quarter of them with each
 * of four seeds.
 */
class GraphTwinTest {
    private static final int SEEDS = 4;

    /** In a run of so many operations everything happens. */
    private static final int LONG = 2_000;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long given = Long.getLong("odb.test.seed");
        return given != null ? LongStream.of(given) : new Random(System.nanoTime()).longs(SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fileDatabase_equalsItsTwinAfterReopen(long seed) {
        String url = "odb:file:" + folder.resolve("db");
        run(seed, () -> ObjectDatabase.open(url), true, true, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void memoryDatabase_equalsItsTwinInANewConnection(long seed) {
        run(seed, () -> ObjectDatabase.open("odb:memory:twin"), false, true, 600);
    }

    static void run(long seed, Supplier<ObjectDatabase> opener, boolean durable, boolean roomy, int least) {
        System.err.println("GraphTwinTest seed " + seed + " (odb.test.seed)");
        double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
        int operations = Math.max(least, (int) (2_500 * scale));
        int done = 0;
        int step = 0;
        try (Trial trial = new Trial(seed, opener, durable, roomy)) {
            for (; done < operations; step++) {
                done += trial.step();
            }
            trial.reopen();
            report(trial, operations);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + ", step " + step + " after " + done + " operations: " + e.getMessage(), e);
        }
    }

    private static void report(Trial trial, int operations) {
        Map<String, Integer> events = trial.events();
        System.err.println("GraphTwinTest " + trial.size() + " objects, " + events);
        assertThat(events).containsKeys("CHANGE", "commit");
        if (operations >= LONG) {
            assertThat(events).containsKeys("CHANGE_ALIAS", "transact", "compare", "conflict", "rollback");
        }
        assertThat(events.get("alone")).isGreaterThan(operations / 6);
    }
}
