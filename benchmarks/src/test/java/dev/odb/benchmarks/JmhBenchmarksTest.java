package dev.odb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of the small things run, and what they prepare is right; how fast is nobody's matter here. */
class JmhBenchmarksTest {
    @Test
    void allOfThem_runAndGiveAResult() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev.odb.benchmarks.small.*")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results).extracting(RunResult::getPrimaryResult).hasSize(7).allSatisfy(result -> assertThat(
                        result.getScore())
                .isPositive());
    }
}
