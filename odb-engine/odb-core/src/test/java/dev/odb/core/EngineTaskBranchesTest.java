package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConnection;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues in distributed transactions, and in doubt. */
class EngineTaskBranchesTest extends EngineTasksFixture {
    private void prepareSend(int n, String text, TaskOptions options) {
        ManagedBranch branch = begin();
        send(session(branch), text, options);
        assertThat(branch.prepare(branch(n))).isEqualTo(Branch.Vote.PREPARED);
    }

    @Test
    void preparedSend_isTakenWhenItIsDecided_andNobodyWaitsForIt() {
        for (int i = 0; i < 5; i++) {
            prepareSend(i, "late " + i, TaskOptions.inOrderOf("k"));
        }
        for (int i = 0; i < 100; i++) {
            send("early", TaskOptions.inOrderOf("k"));
            send("any");
        }
        assertThat(deliverAll()).hasSize(200).doesNotContain("late 0");

        database.commitPrepared(branch(1));
        database.rollbackPrepared(branch(2));
        database.commitPrepared(branch(0));
        assertThat(deliverAll()).containsExactly("late 1", "late 0");

        reopen();
        for (int i = 0; i < 100; i++) {
            send("again", TaskOptions.inOrderOf("k"));
        }
        assertThat(deliverAll()).hasSize(100);
        database.commitPrepared(branch(4));
        database.commitPrepared(branch(3));
        assertThat(deliverAll()).containsExactly("late 4", "late 3");
        requireNoConflict();
    }

    @Test
    void deliveryInDoubt_isNotRepeated_andHoldsNothingUpButItsKey() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        send("b1", TaskOptions.inOrderOf("b"));
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            ManagedBranch branch = begin();
            assertThat(((Note) claimed.receive(session(branch))).text).isEqualTo("a1");
            branch.prepare(branch(1));
            claimed.release();

            assertThat(deliverNext(consumer)).isEqualTo("b1");
            send("c1", TaskOptions.inOrderOf("c"));
            assertThat(deliverNext(consumer)).isEqualTo("c1");
            assertThat(claim(consumer)).isNull();
        }
        reopen();
        assertThat(deliverAll()).isEmpty();
        database.rollbackPrepared(branch(1));
        assertThat(deliverAll()).containsExactly("a1", "a2");
        requireNoConflict();
    }

    @Test
    void deliveryThatIsCommittedLate_isDone() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            ManagedBranch branch = begin();
            claimed.receive(session(branch));
            branch.prepare(branch(1));
            claimed.release();
            assertThat(claim(consumer)).isNull();

            database.commitPrepared(branch(1));

            assertThat(deliverNext(consumer)).isEqualTo("a2");
        }
    }

    /** It waits for the decision like for a task. */
    @Test
    void waitingConsumer_isWokenByARollback() throws Exception {
        send("x");
        List<String> got = new ArrayList<>();
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            ManagedBranch branch = begin();
            claimed.receive(session(branch));
            branch.prepare(branch(1));
            claimed.release();
            Thread waiting = new Thread(() -> {
                try {
                    got.add(deliver(consumer.claim(java.time.Duration.ofHours(1))));
                } catch (InterruptedException e) {
                    got.add(e.toString());
                }
            });
            waiting.start();
            database.rollbackPrepared(branch(1));
            waiting.join();
        }
        assertThat(got).containsExactly("x");
    }

    @Test
    void preparedBranch_maySendAndReceive() {
        send("in");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            ManagedBranch branch = begin();
            OdbConnection session = session(branch);
            assertThat(claimed.receive(session)).isNotNull();
            send(session, "out", TaskOptions.DEFAULT);
            branch.prepare(branch(1));
            database.commitPrepared(branch(1));
            claimed.delivered();

            assertThat(deliverNext(consumer)).isEqualTo("out");
            assertThat(claim(consumer)).isNull();
        }
    }
}
