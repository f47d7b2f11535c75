package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.CopyReport;
import dev.odb.ObjectRevision;
import dev.odb.OdbConfiguration;
import dev.odb.StoredTransaction;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.TaskConsumer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queues with many tasks, and what a long life leaves behind. */
class EngineTaskBacklogTest extends EngineTasksFixture {
    private static final int BACKLOG =
            (int) (200_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    @Override
    String url() {
        return "odb:memory:backlog";
    }

    private void fill(int tasks) {
        for (int i = 0; i < tasks; i += 1000) {
            int from = i;
            database.transact(c -> {
                for (int n = from; n < from + 1000; n++) {
                    send(c, Integer.toString(n), n % 2 == 0 ? TaskOptions.DEFAULT : TaskOptions.inOrderOf("one"));
                }
                return null;
            });
        }
    }

    /** The bytes of all that was written by some operations, for each of them. */
    private long bytesOf(int operations, Runnable what) {
        long before = database.storage().lastTid();
        what.run();
        long bytes = 0;
        try (Stream<StoredTransaction> transactions = database.transactions(before + 1, Long.MAX_VALUE)) {
            for (StoredTransaction each : transactions.toList()) {
                bytes += each.revisions().stream()
                        .mapToLong(ObjectRevision::size)
                        .sum();
            }
        }
        return bytes / operations;
    }

    /** A send or a delivery of a queue whose cost grows with it would write megabytes here. */
    @Test
    void sendAndDelivery_writeAsMuchInALongQueueAsInAShortOne() {
        Runnable sends = () -> {
            for (int i = 0; i < 200; i++) {
                send("x", i % 2 == 0 ? TaskOptions.DEFAULT : TaskOptions.inOrderOf("one"));
            }
        };
        Runnable deliveries = () -> {
            try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
                for (int i = 0; i < 200; i++) {
                    deliverNext(consumer);
                }
            }
        };
        fill(1000);
        bytesOf(200, sends);
        long shortSend = bytesOf(200, sends);
        long shortDelivery = bytesOf(200, deliveries);

        fill(BACKLOG);
        long longSend = bytesOf(200, sends);
        long longDelivery = bytesOf(200, deliveries);

        assertThat(longSend).isLessThan(2 * shortSend).isLessThan(1500);
        assertThat(longDelivery).isLessThan(2 * shortDelivery).isLessThan(500);
        requireNoConflict();
    }

    /** Its page does not know the task any more. */
    @Test
    void undoneDelivery_isDeliveredAgainAfterAClearance() {
        for (int i = 0; i < 1200; i++) {
            send(Integer.toString(i), TaskOptions.inOrderOf("k" + i % 16));
        }
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            String first = deliverNext(consumer);
            long delivered = database.storage().lastTid();
            assertThat(deliverAll()).hasSize(1199);
            assertThat(database.undoLog(0, 2000)).anyMatch(t -> t.description().startsWith("cleaning up"));

            database.transact(c -> {
                c.undo(delivered);
                return null;
            });

            assertThat(deliverNext(consumer)).isEqualTo(first);
            assertThat(claim(consumer)).isNull();
        }
    }

    @Test
    void queueThatWasEmptied_usesItsPagesAgain() {
        List<Long> objects = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            fill(3000);
            deliverAll();
            database.pack(Instant.now());
            objects.add(database.pack(Instant.now()).after().objects());
        }

        // what is done and not cleared out yet is bounded; without clearance there would be 12,000
        assertThat(objects.get(3)).isLessThan(1500);
    }

    @Test
    void packAndCopy_keepWhatWaits() {
        fill(1000);
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            for (int i = 0; i < 500; i++) {
                deliverNext(consumer);
            }
            claim(consumer).park(new IllegalStateException("no"));
        }
        database.pack(Instant.now());

        Consumer<CopyReport> silent = report -> {};
        Engine copy = database.copyTo(OdbConfiguration.of("odb:memory:copy"), silent);
        List<String> here = deliverAll();
        assertThat(here).hasSize(499);
        database.close();
        database = copy;
        assertThat(deliverAll()).isEqualTo(here);
        assertThat(database.parkedTasks(QUEUE, 0, 10)).hasSize(1);
        assertThat(database.resubmitTasks(QUEUE)).isEqualTo(1);
        assertThat(deliverAll()).hasSize(1);
    }

    /** A hundred thousand at full scale, all waiting when the first consumer comes. */
    @Test
    void oneTransactionThatSendsThemAll_isTakenWholeAndInOrder() {
        int tasks = BACKLOG / 2;
        database.transact(c -> {
            for (int n = 0; n < tasks; n++) {
                send(c, Integer.toString(n), n % 2 == 0 ? TaskOptions.DEFAULT : TaskOptions.inOrderOf("one"));
            }
            return null;
        });

        assertThat(database.taskQueues().get(0).waiting()).isEqualTo(tasks);
        List<Integer> taken = deliverAll().stream().map(Integer::valueOf).toList();
        assertThat(taken).hasSize(tasks).doesNotHaveDuplicates();
        assertThat(taken.stream().filter(n -> n % 2 == 1)).isSorted();
        requireNoConflict();
    }
}
