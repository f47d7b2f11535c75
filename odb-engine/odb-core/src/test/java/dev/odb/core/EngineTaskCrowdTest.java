package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.DatabaseStatistics;
import dev.odb.OdbConfiguration;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many who send and take at once. */
class EngineTaskCrowdTest {
    private static final int TASKS = (int) (10_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    private static final int CONSUMERS = 8;
    private static final int SENDERS = 4;
    private static final int KEYS = 20;

    /** Each key's tasks as they were taken. */
    private final Map<String, List<Integer>> taken = new HashMap<>();

    private final AtomicInteger left = new AtomicInteger(TASKS / SENDERS * SENDERS);

    @Test
    void eightConsumersAndFourSenders_takeEachTaskOnceInOrderAndWithoutAConflict() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Engine database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()));
                TaskConsumer consumer = database.taskConsumer("crowd")) {
            List<Callable<Integer>> work = new ArrayList<>();
            IntStream.range(0, CONSUMERS).forEach(i -> work.add(() -> consume(database, consumer)));
            IntStream.range(0, SENDERS).forEach(i -> work.add(() -> send(database, i)));
            int delivered = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                delivered += each.get();
            }

            DatabaseStatistics report = database.statistics();
            System.out.printf(
                    "%d consumers and %d senders: %d tasks delivered, %d conflicts, %d replays, %d merges%n",
                    CONSUMERS,
                    SENDERS,
                    delivered,
                    report.conflicts().lost(),
                    report.replays().begun(),
                    report.conflicts().merged());
            assertThat(delivered).isEqualTo(TASKS / SENDERS * SENDERS);
            assertThat(taken.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
            assertThat(taken.values().stream().mapToInt(List::size).sum()).isEqualTo(delivered);
            assertThat(report.conflicts().lost()).isZero();
            assertThat(report.replays().begun()).isZero();
            assertThat(database.taskQueues()).singleElement().satisfies(queue -> {
                assertThat(queue.waiting()).isZero();
                assertThat(queue.claimed()).isZero();
                assertThat(queue.parked()).isZero();
            });
        } finally {
            threads.shutdown();
        }
    }

    /** Every key is one sender's, so its tasks are sent in the order of their numbers. */
    private static int send(Engine database, int sender) {
        for (int i = 0; i < TASKS / SENDERS; i++) {
            int number = i;
            String key = sender + "." + number % KEYS;
            database.transact(c -> c.queue("crowd").send(new Note(key + " " + number), TaskOptions.inOrderOf(key)));
        }
        return 0;
    }

    private int consume(Engine database, TaskConsumer consumer) throws InterruptedException {
        int delivered = 0;
        while (left.get() > 0) {
            ClaimedTask claimed = consumer.claim(Duration.ofMinutes(1));
            if (claimed == null) {
                return delivered;
            }
            String text = database.transact(c -> ((Note) claimed.receive(c)).text);
            synchronized (taken) {
                String[] parts = text.split(" ");
                taken.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
            }
            delivered++;
            claimed.delivered();
            if (left.decrementAndGet() == 0) {
                consumer.close();
            }
        }
        return delivered;
    }
}
