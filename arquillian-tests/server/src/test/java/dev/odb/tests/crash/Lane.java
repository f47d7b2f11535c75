package dev.odb.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** Runs cases one after the other on the data of one site, whose process is left running between them. */
final class Lane {
    private static final int PASSES = 3;

    private final Site site;
    private State state;

    Lane(Site site) {
        this.site = site;
    }

    /** Halts, restarts, recovers, and checks all that must be so then. */
    Row run(Case one) throws Exception {
        long begin = System.nanoTime();
        if (state == null) {
            site.start();
            state = answered("create");
            assertThat(state.isSettled()).as("%s before the first case", state).isTrue();
        }
        State before = state;
        Step step = one.step();
        halt("add " + one.order().word(), step.inTransaction());
        restart();
        State halted = state;
        if (step.inRecovery() != null) {
            halt("pass", step.inRecovery());
            restart();
        }
        int passes = recover();
        Row row = new Row(
                one,
                halted.oursInDoubt() + "/" + halted.theirsInDoubt(),
                Row.outcome(before.ours(), state.ours()),
                Row.outcome(before.theirs(), state.theirs()),
                passes,
                (System.nanoTime() - begin) / 1e9);
        System.out.println(row);
        check(one, before, halted);
        checkNothingLocked(one.order());
        return row;
    }

    private void check(Case one, State before, State halted) {
        Point point = one.step().inTransaction();
        int growth = one.commits() ? 1 : 0;
        assertThat(halted.oursInDoubt())
                .as("our branches in doubt after the halt")
                .isEqualTo(one.order().leavesOursInDoubtAt(point) ? 1 : 0);
        assertThat(halted.theirsInDoubt())
                .as("their branches in doubt after the halt")
                .isEqualTo(one.order().leavesTheirsInDoubtAt(point) ? 1 : 0);
        assertThat(state.isSettled())
                .as("%s after %d passes of recovery; the log is %s", state, PASSES, site.log())
                .isTrue();
        assertThat(state.ours() - before.ours()).as("our outcome").isEqualTo(growth);
        assertThat(state.theirs() - before.theirs()).as("their outcome").isEqualTo(growth);
    }

    /** All that the halted transaction changed can be changed at once. */
    private void checkNothingLocked(Order order) throws Exception {
        State before = state;
        state = answered("add " + order.word());
        assertThat(state).isEqualTo(new State(before.ours() + 1, before.theirs() + 1, 0, 0, "[]"));
    }

    private void halt(String command, Point point) throws Exception {
        assertThat(site.send(command + " " + point))
                .as("'%s' was answered: %s was not reached", command, point)
                .isEmpty();
        assertThat(site.awaitEnd()).as("exit status; the log is %s", site.log()).isEqualTo(Halting.STATUS);
    }

    private void restart() throws Exception {
        site.start();
        state = answered("state");
    }

    private int recover() throws Exception {
        int passes = 0;
        do {
            state = answered("pass");
            passes++;
        } while (!state.isSettled() && passes < PASSES);
        return passes;
    }

    private State answered(String command) throws Exception {
        Optional<String> answer = site.send(command);
        assertThat(answer)
                .as("The process ended at '%s'; its log is %s", command, site.log())
                .isPresent();
        return State.of(answer.get());
    }

    void end() throws Exception {
        site.end();
    }
}
