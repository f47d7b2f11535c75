package dev.odb.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.Allocated;
import org.junit.jupiter.api.Test;

/** Each commit asks whether somebody wants its times. */
class CommitTimesTest {
    @Test
    void commitThatNobodyRecords_allocatesNothing() {
        assertThat(Allocated.by(() -> CommitTimes.start("commit"))).isZero();
    }

    @Test
    void conflictThatNobodyRecords_isNotAsked() {
        assertThat(ConflictEvent.isOn()).isFalse();
    }
}
