package dev.odb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.odb.storage.jdbc.Postgres;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of ODB on PostgreSQL, those of commits but once, and for the others loading, reading and writing, on a few issues:
 * they must run, and read what was loaded; how fast is nobody's matter here.
 */
class SmallPostgresBenchmarkTest {
    private static final Set<Row> FOR_ALL = EnumSet.of(Row.LOAD, Row.COLD_READ, Row.COMMIT_8);
    private static final Set<Row> FOR_ODB = EnumSet.of(Row.LOAD, Row.COLD_READ, Row.READ, Row.HOT_READ, Row.COMMIT_8);

    @Test
    void allContestants_readWhatTheyLoaded(@TempDir Path folder) throws Exception {
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(Postgres.isInstalled()).as("PostgreSQL is installed").isTrue();
        }
        List<Contestants> all = Contestants.ON_POSTGRES;

        Table table = PostgresMain.run(
                Postgres.start(), folder, 300, 0.02, 1, all, (row, one) -> (one == Contestants.POSTGRES_ODB
                                ? FOR_ODB
                                : FOR_ALL)
                        .contains(row));

        for (Row row : FOR_ODB) {
            assertThat(table.value(row, "ODB")).as(row.text()).isPositive();
        }
        assertThat(table.markdown(Contestants.settings(all).keySet()).lines()).hasSize(2 + FOR_ODB.size());
    }
}
