package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ParkedTask;
import dev.odb.Savepoint;
import dev.odb.TaskOptions;
import dev.odb.TaskQueueInfo;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations on a queue and on a list that says what it must be. */
class RandomTasksTest {
    private static final int STEPS =
            (int) Math.max(300, 10_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    private static final String QUEUE = "random";

    /** What is in the queue, in the order in which it was committed. */
    private static final class Expected {
        private final String text;
        private final String key;
        private Instant due;
        private int failures;
        private boolean parked;
        /** It has failed before, and its record says since where it belongs. */
        private boolean placed;

        private ClaimedTask claim;

        Expected(String text, String key, Instant due) {
            this.text = text;
            this.key = key;
            this.due = due;
        }
    }

    @TempDir
    Path folder;

    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Long, Expected> model = new HashMap<>();
    private final List<Long> order = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private Engine database;
    private TaskConsumer consumer;
    private int sent;

    private void open() {
        OdbConfiguration configuration = OdbConfiguration.of("odb:file:" + folder.resolve("db"));
        database = Engine.open(configuration, Storages.open(configuration), () -> now);
        consumer = database.taskConsumer(QUEUE);
    }

    @Test
    void queue_isWhatTheListSays() throws Exception {
        System.out.println("RandomTasksTest: -Dodb.test.seed=" + seed);
        open();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> send();
                case 3, 4, 5 -> claim();
                case 6, 7 -> end();
                case 8 -> now = now.plusSeconds(random.nextInt(3));
                case 9 -> administer();
                case 10 -> undoADelivery();
                default -> maintain();
            }
            compare(step);
        }
        assertThat(database.statistics().conflicts().lost()).isZero();
        database.close();
    }

    private void send() {
        try (OdbConnection c = database.connect()) {
            List<Long> ids = sendSome(c);
            if (random.nextInt(3) == 0) {
                Savepoint savepoint = c.savepoint();
                sendSome(c).forEach(model::remove);
                savepoint.rollback();
                ids.addAll(sendSome(c));
            }
            if (random.nextInt(5) == 0) {
                c.rollback();
                ids.forEach(model::remove);
            } else {
                c.commit();
                order.addAll(ids);
            }
        }
    }

    private List<Long> sendSome(OdbConnection c) {
        List<Long> ids = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String key = random.nextBoolean() ? "" : "k" + random.nextInt(4);
            Duration delay = Duration.ofSeconds(Math.max(0, random.nextInt(8) - 5));
            String text = "task " + sent++;
            long id = c.queue(QUEUE).send(new Note(text), new TaskOptions(key, delay));
            model.put(id, new Expected(text, key, delay.isZero() ? Instant.MIN : now.plus(delay)));
            ids.add(id);
        }
        return ids;
    }

    private boolean isNext(long id) {
        Expected task = model.get(id);
        if (task.parked || task.claim != null || task.due.isAfter(now)) {
            return false;
        }
        if (task.key.isEmpty()) {
            return true;
        }
        for (long other : order) {
            Expected before = model.get(other);
            if (other == id) {
                return model.values().stream().noneMatch(each -> each.claim != null && each.key.equals(task.key));
            }
            if (!before.parked && before.key.equals(task.key)) {
                return false;
            }
        }
        throw new IllegalStateException("no task " + id);
    }

    private void claim() throws InterruptedException {
        ClaimedTask claimed = consumer.claim(Duration.ZERO);
        boolean any = order.stream().anyMatch(this::isNext);
        assertThat(claimed != null).as("a task is due").isEqualTo(any);
        if (claimed != null) {
            Expected task = model.get(claimed.id());
            assertThat(isNext(claimed.id())).as("task %s is next", claimed.id()).isTrue();
            assertThat(claimed.key()).isEqualTo(task.key);
            assertThat(claimed.failures()).isEqualTo(task.failures);
            task.claim = claimed;
        }
    }

    private void end() {
        List<Long> claimed =
                order.stream().filter(id -> model.get(id).claim != null).toList();
        if (claimed.isEmpty()) {
            return;
        }
        long id = claimed.get(random.nextInt(claimed.size()));
        Expected task = model.get(id);
        ClaimedTask claim = task.claim;
        task.claim = null;
        switch (random.nextInt(8)) {
            case 0 -> claim.release();
            case 1 -> {
                Duration after = Duration.ofSeconds(random.nextInt(3));
                claim.retry(after, new IllegalStateException("again"));
                task.due = after.isZero() ? Instant.MIN : now.plus(after);
                task.failures++;
                task.placed = true;
            }
            case 2 -> {
                claim.park(new IllegalStateException("no"));
                task.failures++;
                task.parked = true;
                task.placed = true;
            }
            default -> {
                String text = database.transact(c -> ((Note) claim.receive(c)).text);
                claim.delivered();
                assertThat(text).isEqualTo(task.text);
                forget(id);
            }
        }
    }

    private void forget(long id) {
        model.remove(id);
        order.remove(id);
    }

    private void administer() {
        List<ParkedTask> parked = database.parkedTasks(QUEUE, 0, Integer.MAX_VALUE);
        assertThat(parked)
                .extracting(ParkedTask::id)
                .isEqualTo(order.stream().filter(id -> model.get(id).parked).toList());
        if (!parked.isEmpty()) {
            long id = parked.get(random.nextInt(parked.size())).id();
            if (random.nextInt(3) == 0) {
                database.dropTask(QUEUE, id);
                forget(id);
            } else {
                database.resubmitTask(QUEUE, id);
                Expected task = model.get(id);
                task.parked = false;
                task.failures = 0;
                task.due = Instant.MIN;
            }
        }
    }

    /** It comes back, behind all that was committed before unless it has failed before. Only tasks without a key. */
    private void undoADelivery() throws InterruptedException {
        List<Long> free = order.stream()
                .filter(id -> isNext(id) && model.get(id).key.isEmpty())
                .toList();
        if (free.isEmpty()) {
            return;
        }
        ClaimedTask claimed = consumer.claim(Duration.ZERO);
        Expected task = model.get(claimed.id());
        if (!task.key.isEmpty()) {
            task.claim = claimed;
            return;
        }
        database.transact(c -> claimed.receive(c));
        long tid = database.storage().lastTid();
        claimed.delivered();
        if (random.nextBoolean()) {
            database.transact(c -> {
                c.undo(tid);
                return null;
            });
            if (!task.placed) {
                order.remove(claimed.id());
                order.add(claimed.id());
            }
        } else {
            forget(claimed.id());
        }
    }

    private void maintain() {
        switch (random.nextInt(10)) {
            case 0 -> {
                database.close();
                open();
                model.values().forEach(task -> task.claim = null);
            }
            case 1 -> database.pack(Instant.now());
            default -> now = now.plusMillis(1500);
        }
    }

    private void compare(int step) {
        TaskQueueInfo info = database.taskQueues().get(0);
        List<Expected> all = order.stream().map(model::get).toList();
        assertThat(model).as("step %d", step).hasSameSizeAs(order);
        assertThat(info.parked()).as("step %d", step).isEqualTo(count(all, task -> task.parked));
        assertThat(info.waiting()).as("step %d", step).isEqualTo(count(all, task -> !task.parked));
        assertThat(info.claimed()).as("step %d", step).isEqualTo(count(all, task -> task.claim != null));
        assertThat(info.delayed())
                .as("step %d", step)
                .isEqualTo(count(all, task -> !task.parked && task.due.isAfter(now)));
    }

    private static long count(List<Expected> all, Predicate<Expected> which) {
        return all.stream().filter(which).count();
    }
}
