package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** It never denies what is in, and denies most of what is not. */
class OidFilterTest {
    @Test
    void filter_hasWhatWasAdded() {
        OidFilter filter = new OidFilter(1000);
        for (long oid = 0; oid < 1000; oid++) {
            filter.add(oid * 64);
        }
        int wrong = 0;
        for (long oid = 0; oid < 64_000; oid++) {
            boolean in = oid % 64 == 0;
            assertThat(!in || filter.mayContain(oid)).isTrue();
            wrong += !in && filter.mayContain(oid) ? 1 : 0;
        }
        assertThat(wrong).as("of 63,000").isLessThan(12_000);
    }
}
