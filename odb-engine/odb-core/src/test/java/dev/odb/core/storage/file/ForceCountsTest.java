package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.DatabaseStatistics.Forces;
import dev.odb.core.Allocated;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forced writes by how many commits each makes durable, and how often blobs are counted. */
class ForceCountsTest {
    @Test
    void forces_areSortedBySize() {
        ForceCounts counts = new ForceCounts();
        for (long commits : new long[] {0, 1, 1, 2, 3, 4, 5, 8, 9, 512, 513, 100_000}) {
            counts.forced(10, commits);
        }

        Forces forces = counts.snapshot();
        assertThat(forces.count()).isEqualTo(12);
        assertThat(forces.bytes()).isEqualTo(120);
        assertThat(forces.bySize())
                .containsExactly(
                        Map.entry("0", 1L),
                        Map.entry("1", 2L),
                        Map.entry("2", 1L),
                        Map.entry("3-4", 2L),
                        Map.entry("5-8", 2L),
                        Map.entry("9-16", 1L),
                        Map.entry("17-32", 0L),
                        Map.entry("33-64", 0L),
                        Map.entry("65-128", 0L),
                        Map.entry("129-256", 0L),
                        Map.entry("257-512", 1L),
                        Map.entry("513+", 2L));
    }

    @Test
    void blobs_areCountedOnceAMinute() {
        long[] now = {5};
        int[] counted = {0};
        BlobBytes bytes = new BlobBytes(() -> ++counted[0], () -> now[0]);

        assertThat(bytes.get()).isEqualTo(1);
        now[0] += 59_999_999_999L;
        assertThat(bytes.get()).isEqualTo(1);
        now[0] += 1;
        assertThat(bytes.get()).isEqualTo(2);
    }

    @Test
    void forceThatNobodyRecords_makesNoEvent() {
        assertThat(Allocated.by(ForceEvent::start)).isZero();
    }
}
