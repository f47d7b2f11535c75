package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.Isolation;
import dev.odb.NotPersistentException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.Savepoint;
import dev.odb.TaskOptions;
import dev.odb.TaskQueueInfo;
import dev.odb.TransactionInfo;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.CurrentRoots;
import dev.odb.spi.StandIns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void injectedRoot_isSentAsTheObjectBehindIt() {
        try (OdbConnection sender = database.connect()) {
            Note root = sender.root("note", Note.class, () -> new Note("root"));
            OneRoot roots = new OneRoot(root);
            ConnectionFactories.register("tasks", roots);
            try {
                sender.queue(QUEUE).send(StandIns.create(Note.class, "tasks", "note"));
            } finally {
                ConnectionFactories.unregister("tasks", roots);
            }
            sender.commit();
        }

        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask claimed = claim(consumer);
            assertThat(database.<Boolean>transact(c -> claimed.receive(c) == c.root("note", Note.class)))
                    .isTrue();
        }
    }

    /** What a server has behind its injected roots. */
    private record OneRoot(Object root) implements OdbConnectionFactory, CurrentRoots {
        @Override
        public OdbConnection getConnection() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OdbConnection getConnection(OdbCredentials credentials) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OdbConnection getConnection(String version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatabaseAdministration administration() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial) {
            return type.cast(root);
        }

        @Override
        public OdbConnection currentConnection() {
            throw new UnsupportedOperationException();
        }
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
    void serializableTransactions_sendAtOnceWithoutAConflict() {
        try (OdbConnection one = database.connect(Isolation.SERIALIZABLE);
                OdbConnection two = database.connect(Isolation.SERIALIZABLE)) {
            for (int i = 0; i < 20; i++) {
                send(one, "one", TaskOptions.inOrderOf("a"));
                send(two, "two", TaskOptions.inOrderOf("a"));
                one.commit();
                two.commit();
            }
        }

        assertThat(deliverAll()).hasSize(40).startsWith("one", "two", "one");
        requireNoConflict();
    }

    @Test
    void oldSnapshot_sendsToAPageThatOthersHaveWrittenSince() {
        for (int i = 0; i < 40; i++) {
            send("before", TaskOptions.inOrderOf("a"));
        }
        try (OdbConnection old = database.connect()) {
            old.roots().size();
            for (int i = 0; i < 200; i++) {
                send("meanwhile", TaskOptions.inOrderOf("a"));
            }
            send(old, "old", TaskOptions.inOrderOf("a"));
            old.commit();
        }

        assertThat(deliverAll()).hasSize(241).endsWith("meanwhile", "old");
        requireNoConflict();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "../../etc/passwd", "'; drop --", "\u0000", "odb.queue.x", "\uD83D\uDE00 \n", "."})
    void anyNameButABlankOne_isAQueue(String name) {
        database.transact(c -> c.queue(name).send(new Note("there"), TaskOptions.inOrderOf(name)));
        reopen();

        assertThat(database.taskQueues()).extracting(TaskQueueInfo::name).contains(name);
        ClaimedTask claimed = claim(database.taskConsumer(name));
        assertThat(claimed.key()).isEqualTo(name);
        assertThat(deliver(claimed)).isEqualTo("there");
    }

    @Test
    void blankName_isRefused() {
        assertThatThrownBy(() -> database.taskConsumer(" ")).hasMessageContaining("ODB-3944");
        try (OdbConnection c = database.connect()) {
            assertThatThrownBy(() -> c.queue("")).hasMessageContaining("ODB-3944");
        }
    }

    @Test
    void rootOfThatNameThatIsNoQueue_isNamed() {
        database.transact(c -> c.roots().put("odb.queue.odd", new Note("x")));

        assertThatThrownBy(() -> database.taskConsumer("odd")).hasMessageContainingAll("ODB-3945", "odb.queue.odd");
        assertThat(database.taskQueues()).isEmpty();
    }

    @Test
    void firstUsersAtOnce_shareOneQueue() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> sent = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                sent.add(threads.submit(() -> send("x")));
            }
            for (Future<Long> each : sent) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(deliverAll()).hasSize(8);
        requireNoConflict();
    }

    @Test
    void whatTheDatabaseDoesForItself_isMarkedAsBookkeeping() {
        send("x");
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).retry(NO_WAIT, new IllegalStateException("no"));
        }

        assertThat(database.undoLog(0, 10))
                .filteredOn(transaction -> transaction.properties().containsKey("odb.bookkeeping"))
                .extracting(TransactionInfo::description)
                .anyMatch(text -> text.startsWith("creation of task queue"))
                .anyMatch(text -> text.startsWith("a failed attempt of task"));
        assertThat(database.undoLog(0, 10))
                .anyMatch(transaction -> !transaction.properties().containsKey("odb.bookkeeping"));
    }

    @Test
    void waitingConsumer_isWokenByACommitAndByClosing() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        TaskConsumer consumer = database.taskConsumer(QUEUE);
        try {
            Future<ClaimedTask> claimed = thread.submit(() -> consumer.claim(Duration.ofHours(1)));
            send("x");
            assertThat(deliver(claimed.get())).isEqualTo("x");

            Future<ClaimedTask> none = thread.submit(() -> consumer.claim(Duration.ofHours(1)));
            consumer.close();
            assertThat(none.get()).isNull();

            TaskConsumer other = database.taskConsumer(QUEUE);
            Future<ClaimedTask> closed = thread.submit(() -> other.claim(Duration.ofHours(1)));
            database.close();
            assertThat(closed.get()).isNull();
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void oneTransaction_maySendMoreThanThereIsRoomFor() {
        database.transact(c -> {
            for (int i = 0; i < 300; i++) {
                send(c, Integer.toString(i), TaskOptions.inOrderOf("same"));
            }
            return null;
        });

        assertThat(deliverAll()).hasSize(300).startsWith("0", "1").endsWith("299");
        requireNoConflict();
    }
}
