package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where iteration begins. The decision of tid 10 n stands in the group at n. */
class DecisionMarksTest {
    private static final int COUNT = 1000;

    private static DecisionMarks filled(DecisionMarks marks, int from, int to) {
        for (int i = from; i <= to; i++) {
            marks.add(10L * i, i);
        }
        return marks;
    }

    @Test
    void newestDecisions_areFoundExactly() {
        DecisionMarks marks = filled(new DecisionMarks(), 1, COUNT);

        for (int i = COUNT - 250; i <= COUNT; i++) {
            assertThat(marks.before(10L * i, -1)).isEqualTo(i);
            assertThat(marks.before(10L * i - 5, -1)).isEqualTo(i);
        }
        assertThat(marks.before(10L * COUNT + 1, -1)).as("none yet").isEqualTo(COUNT);
    }

    @Test
    void olderDecisions_areFoundFromAMarkBefore() {
        DecisionMarks marks = filled(new DecisionMarks(), 1, COUNT);

        assertThat(marks.before(1, -1)).isEqualTo(-1);
        for (int i = 1; i < COUNT - 256; i++) {
            assertThat(marks.before(10L * i, -1)).isBetween(i - 256L, (long) i);
        }
        DecisionMarks again = filled(new DecisionMarks(marks.cut()), COUNT + 1, COUNT + 2);
        assertThat(again.before(10L * COUNT, -1)).as("not known any more").isBetween(COUNT - 256L, (long) COUNT);
        assertThat(again.before(10L * COUNT + 11, -1)).isEqualTo(COUNT + 2L);
    }
}
