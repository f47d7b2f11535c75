package dev.odb.core.inflow;

import dev.odb.TaskQueue;
import dev.odb.TaskQueueInfo;
import dev.odb.core.object.ClassView;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Writes;
import dev.odb.queue.StoredQueue;
import dev.odb.queue.StoredTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The task queues of a database. All threads may use it. */
public final class TaskQueues {
    /** What the names of their roots begin with. */
    public static final String PREFIX = "odb.queue.";

    private static final int PAGES_OF_STRIPE = 2;

    private final DatabaseContext database;
    private final InstantSource clock;
    private final Lookout lookout;
    private final Map<String, QueueDelivery> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Of an open database. */
    public TaskQueues(DatabaseContext database, InstantSource clock, Lookout lookout) {
        this.database = database;
        this.clock = clock;
        this.lookout = lookout;
        database.commits().onDecision(this::decided);
    }

    private void decided(Writes writes) {
        if (!open.isEmpty() && mayFreeTask(writes)) {
            open.values().forEach(delivery -> delivery.queue().wakeups().one());
        }
    }

    /** Of a task that can be taken since then something was written; most transactions of an application have none. */
    private boolean mayFreeTask(Writes writes) {
        return writes == null
                || !writes.inMemory()
                || writes.stream().anyMatch(write -> !write.tombstone() && isTask(write.record()));
    }

    private boolean isTask(byte[] record) {
        return database.catalog().get(RecordInfo.classId(record)).name().equals(StoredTask.class.getName());
    }

    /** A queue for a transaction that sends. */
    public TaskQueue of(
            String name, Workspace workspace, ClassView view, Supplier<SentTasks> sent, Supplier<String> user) {
        return new TransactionQueue(delivery(name).queue(), workspace, view, sent, user, clock);
    }

    /** One that takes tasks. */
    public TaskConsumer consumer(String name) {
        QueueDelivery delivery = delivery(name);
        delivery.join();
        return new Consumer(delivery);
    }

    private final class Consumer implements TaskConsumer {
        private final QueueDelivery delivery;
        private final AtomicBoolean ended = new AtomicBoolean();

        Consumer(QueueDelivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public ClaimedTask claim(Duration wait) throws InterruptedException {
            return delivery.claim(wait, ended::get);
        }

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                delivery.leave();
            }
        }
    }

    private QueueDelivery delivery(String name) {
        QueueDelivery known = open.get(name);
        return known == null ? open(name) : known;
    }

    private synchronized QueueDelivery open(String name) {
        QueueDelivery known = open.get(name);
        if (known != null) {
            return known;
        }
        if (name.isBlank()) {
            throw TaskMessages.blankName();
        }
        Long root = find(name);
        OpenQueue queue = new OpenQueue(name, root == null ? create(name) : root, lookout.isShared(), database);
        QueueDelivery delivery = new QueueDelivery(queue, database, clock, lookout, () -> closed);
        open.put(name, delivery);
        return delivery;
    }

    /** The oid of a stored queue, or null. */
    private Long find(String name) {
        return OwnTransaction.read(database, own -> stored(own, name));
    }

    private static Long stored(Workspace own, String name) {
        Object found = own.roots().map().get(PREFIX + name);
        if (found != null && !(found instanceof StoredQueue)) {
            throw TaskMessages.notQueue(PREFIX + name, found);
        }
        return found == null ? null : own.oid(found);
    }

    private long create(String name) {
        return OwnTransaction.change(
                database, OwnTransaction.bookkeeping("creation of task queue '" + name + "'"), own -> {
                    Long present = stored(own, name);
                    if (present != null) {
                        return present;
                    }
                    StoredQueue made = new StoredQueue(PAGES_OF_STRIPE);
                    own.roots().map().put(PREFIX + name, made);
                    return own.oid(made);
                });
    }

    /** All that are stored, by name. */
    public List<TaskQueueInfo> all() {
        database.storage().poll();
        return names().stream().map(name -> info(delivery(name))).toList();
    }

    /** Those that were used in this process, by name. */
    public List<TaskQueueInfo> used() {
        return open.values().stream()
                .map(this::info)
                .sorted(Comparator.comparing(TaskQueueInfo::name))
                .toList();
    }

    private TaskQueueInfo info(QueueDelivery delivery) {
        OpenQueue queue = delivery.queue();
        long now = clock.millis();
        return queue.withTasks(tasks -> tasks.info(queue.name(), now));
    }

    /** What an administrator sees and does. */
    public ParkedTasks parked(String name) {
        if (!open.containsKey(name) && find(name) == null) {
            throw TaskMessages.noQueue(name, names());
        }
        return new ParkedTasks(delivery(name).queue(), database);
    }

    private List<String> names() {
        return OwnTransaction.read(database, own -> {
            List<String> names = new ArrayList<>();
            // the entry behind the last that begins so
            String end = PREFIX.substring(0, PREFIX.length() - 1) + (char) (PREFIX.charAt(PREFIX.length() - 1) + 1);
            own.roots().map().subMap(PREFIX, end).forEach((name, root) -> {
                if (root instanceof StoredQueue) {
                    names.add(name.substring(PREFIX.length()));
                }
            });
            return names;
        });
    }

    /** Of some objects those that are no pages of queues, for which nobody has to wait. */
    public long[] withoutPages(long[] oids) {
        return Arrays.stream(oids)
                .filter(oid -> open.values().stream()
                        .noneMatch(delivery -> delivery.queue().hasPage(oid)))
                .toArray();
    }

    /** A transaction has lost these objects: another one should not meet them in the same pages. */
    public void lost(long[] oids) {
        if (lookout.isShared()) {
            open.values().stream()
                    .map(QueueDelivery::queue)
                    .filter(queue -> Arrays.stream(oids).anyMatch(queue::hasPage))
                    .forEach(queue -> queue.avoid(oids));
        }
    }

    /** The database closes: whoever waits for a task gets none. */
    public void close() {
        closed = true;
        open.values().forEach(delivery -> delivery.queue().wakeups().all());
    }
}
