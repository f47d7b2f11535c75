package dev.odb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterTest {
    /** CONFORMANCE 72. */
    @Test
    void twoAdditions_merge() {
        Counter mine = counter(10, 3);
        Counter committed = counter(10, -1);
        assertThat(mine.resolve(new Counter(10), committed, mine).get()).isEqualTo(12);
    }

    /** CONFORMANCE 61, the numbers. */
    @Test
    void additionsToABase_merge() {
        assertThat(new Counter()
                        .resolve(new Counter(1), counter(1, 2), counter(1, 3))
                        .get())
                .isEqualTo(6);
    }

    @Test
    void add_takesNegativeNumbers() {
        assertThat(counter(0, -7).get()).isEqualTo(-7);
        assertThat(counter(5, -7)).hasToString("-2");
    }

    private static Counter counter(long start, long delta) {
        Counter counter = new Counter(start);
        counter.add(delta);
        return counter;
    }
}
