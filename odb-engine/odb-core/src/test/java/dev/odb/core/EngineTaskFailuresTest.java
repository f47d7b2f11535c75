package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.ParkedTask;
import dev.odb.TaskOptions;
import dev.odb.TaskQueueInfo;
import dev.odb.UndoException;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tasks that survive and that fail, what an administrator does about them, and what undo does to queues. */
class EngineTaskFailuresTest extends EngineTasksFixture {
    private long undoNewest() {
        long tid = database.undoLog(0, 1).get(0).tid();
        undo(tid);
        return tid;
    }

    private void undo(long... tids) {
        database.transact(c -> {
            c.undo(OtherResources.REFUSED, tids);
            return null;
        });
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private ParkedTask park(String text) {
        long id = send(text, TaskOptions.inOrderOf("key of " + text));
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).park(new IllegalStateException("cannot do " + text));
        }
        return parked().stream().filter(task -> task.id() == id).findFirst().orElseThrow();
    }

    private List<ParkedTask> parked() {
        return database.parkedTasks(QUEUE, 0, 100);
    }

    @Test
    void reopened_theTasksAreThereAndTheClaimsAreNot() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        assertThat(claim(database.taskConsumer(QUEUE))).isNotNull();

        reopen();

        assertThat(deliverAll()).containsExactly("a1", "a2");
    }

    /** The folder as a killed process leaves it, with one task taken, one claimed and one in a transaction. */
    @Test
    void killed_whatWasAcknowledgedIsThere() throws Exception {
        Path left = folder.resolve("left");
        send("taken");
        send("claimed");
        send("waits");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE);
                OdbConnection sender = database.connect();
                OdbConnection delivery = database.connect()) {
            assertThat(deliverNext(consumer)).isEqualTo("taken");
            claim(consumer).receive(delivery);
            send(sender, "not sent", TaskOptions.DEFAULT);
            try (Stream<Path> files = Files.walk(folder.resolve("db"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, left.resolve(folder.resolve("db").relativize(file)));
                }
            }
        }
        database.close();
        OdbConfiguration configuration = OdbConfiguration.of("odb:file:" + left);
        database = Engine.open(configuration, Storages.open(configuration), () -> now);

        assertThat(deliverAll()).containsExactly("claimed", "waits");
    }

    @Test
    void retriedTask_comesAgainWhenItIsDue_beforeTheOthersOfItsKey() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).retry(Duration.ofMinutes(1), new IllegalStateException("not yet"));

            assertThat(claim(consumer)).isNull();
            now = now.plusSeconds(60);
            ClaimedTask again = claim(consumer);
            assertThat(again.failures()).isEqualTo(1);
            again.retry(NO_WAIT, new IllegalStateException("still not"));
            reopen();
        }
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask third = claim(consumer);
            assertThat(third.failures()).isEqualTo(2);
            assertThat(deliver(third)).isEqualTo("a1");
            assertThat(deliverNext(consumer)).isEqualTo("a2");
        }
        requireNoConflict();
    }

    @Test
    void parkedTask_isListedWithAllThatIsKnown() {
        long id = database.transact(c -> {
            c.transaction().user("anna");
            return send(c, "odd", TaskOptions.inOrderOf("k"));
        });
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).retry(NO_WAIT, new IllegalStateException("first"));
            now = now.plusSeconds(5);
            claim(consumer).park(new IllegalStateException("second ".repeat(1000)));
            assertThat(claim(consumer)).isNull();
        }
        reopen();

        assertThat(parked()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.key()).isEqualTo("k");
            assertThat(task.sender()).isEqualTo("anna");
            assertThat(task.sent()).isEqualTo(now.minusSeconds(5));
            assertThat(task.failed()).isEqualTo(now);
            assertThat(task.attempts()).isEqualTo(2);
            assertThat(task.reason())
                    .startsWith("java.lang.IllegalStateException: second")
                    .hasSizeLessThan(1100);
            assertThat(task.stack()).hasSizeLessThan(8100).hasSizeGreaterThan(7000);
            assertThat(task.className()).isEqualTo(Note.class.getName());
            assertThat(task.state()).contains("\"text\":\"odd\"");
        });
        assertThat(database.parkedTasks(QUEUE, 1, 10)).isEmpty();
    }

    /** It would have been taken again for ever: writing down why it failed failed as well. */
    @Test
    void reasonThatCannotBePrinted_isKeptAsItsClass() {
        send("hostile");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).retry(NO_WAIT, new Unprintable());
            claim(consumer).park(new Unprintable());
        }

        assertThat(parked()).singleElement().satisfies(task -> {
            assertThat(task.attempts()).isEqualTo(2);
            assertThat(task.reason())
                    .isEqualTo(Unprintable.class.getName() + ", which cannot be printed: "
                            + UnsupportedOperationException.class.getName());
            assertThat(task.stack()).startsWith(Unprintable.class.getName());
        });
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void parkedTask_letsTheNextOfItsKeyThrough() {
        send("a1", TaskOptions.inOrderOf("a"));
        send("a2", TaskOptions.inOrderOf("a"));
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).park(new IllegalStateException("no"));
            assertThat(deliverNext(consumer)).isEqualTo("a2");
        }
    }

    @Test
    void resubmittedTask_isTakenAsIfItHadNeverFailed() {
        ParkedTask one = park("one");
        park("two");
        park("three");

        database.resubmitTask(QUEUE, one.id());
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            assertThat(claimed.failures()).isZero();
            assertThat(deliver(claimed)).isEqualTo("one");
        }
        assertThat(database.resubmitTasks(QUEUE)).isEqualTo(2);
        assertThat(deliverAll()).containsExactly("two", "three");
        assertThat(database.resubmitTasks(QUEUE)).isZero();
    }

    @Test
    void droppedTask_isGone_andBackWhenThatIsUndone() {
        ParkedTask one = park("one");
        park("two");

        database.dropTask(QUEUE, one.id());

        assertThat(parked())
                .extracting(ParkedTask::state)
                .singleElement()
                .asString()
                .contains("two");
        assertThat(newestDescription()).isEqualTo("dropped task " + one.id() + " of queue 'import'");
        undoNewest();
        assertThat(parked()).hasSize(2);
        assertThat(database.dropTasks(QUEUE)).isEqualTo(2);
        assertThat(parked()).isEmpty();
        undoNewest();
        assertThat(parked()).hasSize(2);
    }

    private String newestDescription() {
        return database.undoLog(0, 1).get(0).description();
    }

    @Test
    void whatIsNotParked_isNamed() {
        long id = send("waits");

        assertThatThrownBy(() -> database.resubmitTask(QUEUE, id)).hasMessageContainingAll("ODB-3948", QUEUE);
        assertThatThrownBy(() -> database.dropTask(QUEUE, 1)).hasMessageContaining("ODB-3948");
        assertThatThrownBy(() -> database.parkedTasks("imports", 0, 1)).hasMessageContainingAll("ODB-3947", QUEUE);
        assertThatThrownBy(() -> database.parkedTasks(QUEUE, -1, 1)).hasMessageContaining("ODB-3943");
        assertThat(deliverAll()).containsExactly("waits");
    }

    @Test
    void queues_areListedWithTheirDepths() {
        assertThat(database.taskQueues()).isEmpty();
        park("bad");
        send("now");
        send("taken");
        send("later", TaskOptions.after(Duration.ofMinutes(1)));
        database.transact(c -> c.queue("empty").name());
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer);

            assertThat(database.taskQueues())
                    .extracting(
                            TaskQueueInfo::name,
                            TaskQueueInfo::waiting,
                            TaskQueueInfo::delayed,
                            TaskQueueInfo::claimed,
                            TaskQueueInfo::parked)
                    .containsExactly(tuple("empty", 0L, 0L, 0L, 0L), tuple(QUEUE, 3L, 1L, 1L, 1L));
        }
        assertThat(database.statistics().queues()).isEqualTo(database.taskQueues());
        reopen();
        assertThat(database.statistics().queues()).isEmpty();
        assertThat(database.taskQueues()).hasSize(2);
    }

    @Test
    void undoneSend_isNotDelivered_andItsRedoIs() {
        send("x");
        undoNewest();
        assertThat(deliverAll()).isEmpty();

        undoNewest();
        assertThat(deliverAll()).containsExactly("x");
    }

    @Test
    void undoneSendOfAClaimedTask_leavesNothingToReceive() {
        send("x");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            undoNewest();

            assertThat(deliver(claimed)).isNull();
            assertThat(claim(consumer)).isNull();
        }
    }

    /** Undo and delivery each see a state that the other is about to change: one of them has to lose. */
    @Test
    void undoOfASendWhileItIsDelivered_isAConflict() {
        send("x");
        long sent = newest();
        try (TaskConsumer consumer = database.taskConsumer(QUEUE);
                OdbConnection delivery = database.connect()) {
            ClaimedTask claimed = claim(consumer);
            assertThat(claimed.receive(delivery)).isNotNull();
            undo(sent);

            assertThatThrownBy(delivery::commit).isInstanceOf(ConflictException.class);
            delivery.rollback();
            assertThat(claimed.receive(delivery)).isNull();
        }
    }

    @Test
    void sendThatWasDelivered_cannotBeUndone() {
        send("x");
        long sent = newest();
        deliverAll();

        assertThatThrownBy(() -> undo(sent)).isInstanceOf(UndoException.class);
        assertThat(deliverAll()).isEmpty();
    }

    @Test
    void undoneDelivery_isDeliveredAgain() {
        send("x", TaskOptions.inOrderOf("k"));
        deliverAll();
        undoNewest();

        assertThat(deliverAll()).containsExactly("x");
    }

    @Test
    void whatHoldsAQueueTogether_cannotBeUndone() {
        database.taskConsumer(QUEUE);
        long made = newest();

        assertThatThrownBy(() -> undo(made)).isInstanceOf(UndoException.class).hasMessageContaining("task queue");
        send("x");
        assertThat(deliverAll()).containsExactly("x");
    }
}
