package dev.odb.ra.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveringTest {
    private static Duration backoff(Duration first, int failures) {
        return new Delivering("odb", 3, Duration.ofSeconds(300), first, null).backoff(failures);
    }

    @Test
    void backoff_doublesUpToFiveMinutes() {
        assertThat(backoff(Duration.ofSeconds(1), 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff(Duration.ofSeconds(1), 4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff(Duration.ofSeconds(1), 9)).isEqualTo(Duration.ofSeconds(256));
        assertThat(backoff(Duration.ofSeconds(1), 10)).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff(Duration.ofSeconds(1), Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    }

    /** Who asks for more gets more. */
    @Test
    void longerBackoff_staysAsItIs() {
        assertThat(backoff(Duration.ofHours(1), 1)).isEqualTo(Duration.ofHours(1));
        assertThat(backoff(Duration.ofHours(1), 5)).isEqualTo(Duration.ofHours(1));
    }
}
