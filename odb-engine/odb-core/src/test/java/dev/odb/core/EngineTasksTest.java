package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPersistentException;
import dev.odb.OdbConnection;
import dev.odb.Savepoint;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sending and taking tasks. */
class EngineTasksTest extends EngineTasksFixture {
    @Test
    void sentTask_isTakenOnceItIsCommitted() {
        try (OdbConnection sender = database.connect();
                TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            long id = send(sender, "first", TaskOptions.DEFAULT);
            assertThat(claim(consumer)).isNull();

            sender.commit();

            ClaimedTask claimed = claim(consumer);
            assertThat(claimed.id()).isEqualTo(id);
            assertThat(claimed.key()).isEmpty();
            assertThat(claimed.failures()).isZero();
            assertThat(claim(consumer)).isNull();
            assertThat(deliver(claimed)).isEqualTo("first");
            assertThat(claim(consumer)).isNull();
        }
        requireNoConflict();
    }

    @Test
    void taskOfRolledBackTransaction_isNotSent() {
        try (OdbConnection sender = database.connect()) {
            send(sender, "lost", TaskOptions.DEFAULT);
            sender.rollback();
            send(sender, "kept", TaskOptions.DEFAULT);
            sender.commit();
        }

        assertThat(deliverAll()).containsExactly("kept");
    }

    @Test
    void savepointRollback_takesBackWhatWasSentAfterIt() {
        try (OdbConnection sender = database.connect()) {
            send(sender, "first", TaskOptions.DEFAULT);
            Savepoint savepoint = sender.savepoint();
            send(sender, "lost", TaskOptions.DEFAULT);
            send(sender, "lost, too", TaskOptions.inOrderOf("a"));
            savepoint.rollback();
            send(sender, "second", TaskOptions.DEFAULT);
            sender.commit();
        }

        assertThat(deliverAll()).containsExactly("first", "second");
    }

    @Test
    void whatIsNotPersistent_isRefusedWhenItIsSent() {
        try (OdbConnection sender = database.connect()) {
            assertThatThrownBy(() -> sender.queue(QUEUE).send("text")).isInstanceOf(NotPersistentException.class);
            assertThatThrownBy(() -> sender.queue(QUEUE).send(null)).isInstanceOf(NotPersistentException.class);
            sender.commit();
        }

        assertThat(deliverAll()).isEmpty();
    }

    @Test
    void tasksOfOneKey_areTakenOneAfterTheOther_thoseOfOthersMeanwhile() {
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            send("a1", TaskOptions.inOrderOf("a"));
            send("a2", TaskOptions.inOrderOf("a"));
            send("b1", TaskOptions.inOrderOf("b"));
            send("x");

            ClaimedTask a1 = claim(consumer);
            ClaimedTask b1 = claim(consumer);
            assertThat(deliverNext(consumer)).isEqualTo("x");
            assertThat(claim(consumer)).isNull();
            assertThat(deliver(b1)).isEqualTo("b1");
            assertThat(deliver(a1)).isEqualTo("a1");
            assertThat(deliverNext(consumer)).isEqualTo("a2");
        }
    }

    @Test
    void tasks_areOrderedByCommitAndThenBySending() {
        try (OdbConnection early = database.connect();
                OdbConnection late = database.connect()) {
            send(early, "3", TaskOptions.inOrderOf("k"));
            send(late, "1", TaskOptions.inOrderOf("k"));
            send(late, "2", TaskOptions.inOrderOf("k"));
            late.commit();
            early.commit();
        }

        assertThat(deliverAll()).containsExactly("1", "2", "3");
        requireNoConflict();
    }

    @Test
    void delayedTask_isTakenWhenItIsDue_andHoldsItsKeyBack() {
        send("late", TaskOptions.after(Duration.ofMinutes(2)));
        send("a late", new TaskOptions("a", Duration.ofMinutes(1)));
        send("a next", TaskOptions.inOrderOf("a"));
        send("now");

        assertThat(deliverAll()).containsExactly("now");
        now = now.plusSeconds(59);
        assertThat(deliverAll()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(deliverAll()).containsExactly("a late", "a next");
        now = now.plusSeconds(60);
        assertThat(deliverAll()).containsExactly("late");
    }

    @Test
    void delayBeyondAllTime_isForEver() {
        send("never", TaskOptions.after(Duration.ofSeconds(Long.MAX_VALUE)));

        now = now.plusSeconds(1_000_000_000);
        assertThat(deliverAll()).isEmpty();
    }

    @Test
    void rolledBackDelivery_leavesTheTask() {
        send("again");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE);
                OdbConnection c = database.connect()) {
            ClaimedTask claimed = claim(consumer);
            assertThat(((Note) claimed.receive(c)).text).isEqualTo("again");
            c.rollback();
            assertThat(((Note) claimed.receive(c)).text).isEqualTo("again");
            c.rollback();
            assertThat(claim(consumer)).isNull();

            claimed.release();

            assertThat(deliverNext(consumer)).isEqualTo("again");
        }
    }

    @Test
    void reopened_theTasksAreThereAndTheClaimsAreNot() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        assertThat(claim(database.taskConsumer(QUEUE))).isNotNull();

        reopen();

        assertThat(deliverAll()).containsExactly("a1", "a2");
    }

    @Test
    void oneTransaction_maySendMoreThanThereIsRoomFor() {
        database.transact(c -> {
            for (int i = 0; i < 5000; i++) {
                send(c, Integer.toString(i), TaskOptions.inOrderOf("same"));
            }
            return null;
        });

        assertThat(deliverAll()).hasSize(5000).startsWith("0", "1").endsWith("4999");
        requireNoConflict();
    }
}
