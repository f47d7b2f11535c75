package dev.odb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All rows of ODB, and those that compare what is read for everybody, on a few issues: it must run and read what was
 * loaded; how fast is nobody's matter here.
 */
class SmallBenchmarkTest {
    private static final Set<Row> FOR_ALL = EnumSet.of(Row.LOAD, Row.COLD_READ, Row.READ);

    @Test
    void allContestants_readWhatTheyLoaded(@TempDir Path folder) throws Exception {
        List<Contestants> all = Contestants.IN_A_FOLDER;

        Table table = new Benchmark(
                        folder,
                        500,
                        0.02,
                        1,
                        all,
                        (row, one) -> one == Contestants.ODB || FOR_ALL.contains(row),
                        System.out::println,
                        Goals.OF_FILES,
                        List.of())
                .run();

        for (Row row : Row.values()) {
            assertThat(table.value(row, "ODB")).as(row.text()).isPositive();
        }
        String markdown = table.markdown(Contestants.settings(all).keySet());
        assertThat(markdown.lines()).hasSize(2 + Row.values().length);
    }
}
