package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;

/** How often what happened in a test of crashes: what never happens is not tested. */
final class CrashCounts {
    /** What a workload does, and what the computer dies in. */
    enum Step {
        COMMIT,
        PREPARE,
        DECIDE_COMMIT,
        DECIDE_ROLLBACK,
        FORGET,
        UNDO,
        PACK,
        OPEN
    }

    private final Map<Step, Integer> done = new EnumMap<>(Step.class);
    private final Map<Step, Integer> died = new EnumMap<>(Step.class);
    private int crashes;
    private int uncertainCommitted;
    private int uncertainNot;
    private int held;

    void crash() {
        crashes++;
    }

    int crashes() {
        return crashes;
    }

    void done(Step step) {
        done.merge(step, 1, Integer::sum);
    }

    void died(Step step) {
        died.merge(step, 1, Integer::sum);
    }

    /** What was under way when the computer died has turned out to be committed, or not. */
    void learnt(boolean committed) {
        uncertainCommitted += committed ? 1 : 0;
        uncertainNot += committed ? 0 : 1;
    }

    /** A branch was found with its locks. */
    void held() {
        held++;
    }

    void assertEverythingHappened() {
        for (Step step : Step.values()) {
            assertThat(done.getOrDefault(step, 0)).as("%s done", step).isPositive();
            // some take so few operations of the disk that a short run may miss them
            assertThat(died.getOrDefault(step, 0)).as("died in %s", step).isGreaterThan(crashes < 2000 ? -1 : 0);
        }
        assertThat(uncertainCommitted).isGreaterThan(crashes < 2000 ? -1 : 0);
        assertThat(uncertainNot).isPositive();
        assertThat(held).isPositive();
    }

    @Override
    public String toString() {
        return crashes + " crashes; done " + done + "; died in " + died + "; then committed " + uncertainCommitted
                + ", not " + uncertainNot + "; held " + held;
    }
}
