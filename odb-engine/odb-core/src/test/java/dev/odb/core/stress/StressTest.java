package dev.odb.core.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two threads against each other, millions of times: what readers without a lock may see of the shared cache, of
 * invalidations and of the publication of commits. The build runs each briefly, the thorough tier longer and
 * with several settings of the JIT compilers.
 */
class StressTest {
    private static final boolean BRIEF = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) < 1;
    private static final String PLANTED = PlantedStress.class.getName();

    @TempDir
    Path folder;

    @Test
    void stressTests_showNothingForbidden() throws Exception {
        Jcstress run = Jcstress.run("^dev\\.odb\\.core\\.storage\\.", BRIEF, folder);
        assertThat(run.exit()).as(run.results()).isZero();
        assertThat(run.results()).contains("Failed tests: No matches").contains("Error tests: No matches");
        long there = tests().stream().filter(test -> !test.contains(PLANTED)).count();
        assertThat(there).isGreaterThan(10);
        assertThat(run.results()).contains("All remaining tests: " + there + " matching");
    }

    @Test
    void plantedBug_isFound() throws Exception {
        Jcstress run = Jcstress.run("^" + PLANTED.replace(".", "\\."), true, folder);
        assertThat(run.exit()).as(run.results()).isNotZero();
        assertThat(run.results()).contains("Observed forbidden state: 1 (a snapshot before its invalidations)");
    }

    /** The tests that the annotation processor has written down, one a line. */
    private static List<String> tests() throws IOException {
        try (var in = StressTest.class.getResourceAsStream("/META-INF/TestList")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
