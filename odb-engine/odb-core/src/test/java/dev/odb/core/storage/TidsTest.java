package dev.odb.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tids and instants. */
class TidsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:15:00.123456Z");

    @Test
    void instantsOfOneMicrosecond_haveTheSameTids() {
        assertThat(Tids.at(NOW.plusNanos(999))).isEqualTo(Tids.at(NOW));
        assertThat(Tids.upTo(NOW)).isEqualTo(Tids.at(NOW) + 1023);
        assertThat(Tids.instant(Tids.upTo(NOW))).isEqualTo(NOW);
    }

    /** A pack up to the end of time failed with an exception of the JDK's. */
    @Test
    void instantsOutOfRange_giveTheNearest() {
        assertThat(Tids.at(Instant.MIN)).isZero();
        assertThat(Tids.at(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Tids.upTo(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Tids.upTo(Tids.instant(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(Tids.upTo(Tids.instant(Long.MAX_VALUE).minusNanos(1000))).isLessThan(Long.MAX_VALUE);
        assertThat(Tids.upTo(Instant.MIN)).isLessThan(1);
    }
}
