package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.StorageFailedException;
import dev.odb.StorageFullException;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a database that cannot be written to: none comes at once again and again, none is lost, none stays claimed. */
class EngineTaskStorageTest {
    private static final String QUEUE = "import";
    private static final Exception REASON = new IOException("no");
    private static final FileSettings SETTINGS = new FileSettings(8192, 256, 600, InstantSource.system());

    @TempDir
    Path folder;

    private FaultyDisk disk;
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");

    @BeforeEach
    void send() throws IOException {
        disk = new FaultyDisk(folder);
        try (Engine database = open()) {
            database.transact(c -> c.queue(QUEUE).send(new Note("a"), TaskOptions.inOrderOf("key")));
            database.transact(c -> c.queue(QUEUE).send(new Note("b"), TaskOptions.inOrderOf("key")));
        }
    }

    private Engine open() throws IOException {
        return Engine.open(OdbConfiguration.of("odb:file:tasks"), disk.openStorage(SETTINGS), () -> now);
    }

    private static ClaimedTask claim(TaskConsumer consumer) throws InterruptedException {
        return consumer.claim(Duration.ZERO);
    }

    private static String deliver(Engine database, ClaimedTask task) {
        String text = database.transact(c -> ((Note) task.receive(c)).text);
        task.delivered();
        return text;
    }

    @Test
    void fullDisk_delaysWhatCannotBeRemembered_andAllGoesOnWithRoom() throws Exception {
        try (Engine database = open();
                TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask first = claim(consumer);
            disk.limitTo(disk.used());
            assertThatThrownBy(() -> database.transact(c -> first.receive(c))).isInstanceOf(StorageFullException.class);
            assertThatThrownBy(() -> first.retry(Duration.ofSeconds(1), REASON))
                    .isInstanceOf(StorageFullException.class);
            assertThat(claim(consumer))
                    .as("not before it is due, and nothing of its key")
                    .isNull();

            now = now.plusSeconds(1);
            ClaimedTask again = claim(consumer);
            assertThat(again.failures()).isZero();
            assertThatThrownBy(() -> again.park(REASON)).isInstanceOf(StorageFullException.class);
            assertThat(claim(consumer)).isNull();

            disk.limitTo(Long.MAX_VALUE);
            now = now.plusSeconds(60);
            assertThat(deliver(database, claim(consumer))).isEqualTo("a");
            assertThat(deliver(database, claim(consumer))).isEqualTo("b");
        }
    }

    @Test
    void failedStorage_keepsTheTasksForTheNextOpening() throws Exception {
        try (Engine database = open();
                TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            ClaimedTask first = claim(consumer);
            disk.failForces(true);
            assertThatThrownBy(() -> database.transact(c -> c.queue(QUEUE).send(new Note("c"))));
            assertThatThrownBy(() -> first.retry(Duration.ofSeconds(1), REASON))
                    .isInstanceOf(StorageFailedException.class);
            assertThat(claim(consumer)).isNull();
            assertThat(database.taskQueues().get(0).claimed()).isZero();
        }
        disk.failForces(false);
        try (Engine database = open();
                TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            assertThat(deliver(database, claim(consumer))).isEqualTo("a");
            assertThat(deliver(database, claim(consumer))).isEqualTo("b");
        }
    }

    @Test
    void clockThatIsSetBack_onlyMakesDelaysLonger() throws Exception {
        try (Engine database = open();
                TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            claim(consumer).retry(Duration.ofSeconds(10), REASON);
            now = now.minus(Duration.ofHours(1));
            database.transact(c -> c.queue(QUEUE).send(new Note("now")));

            assertThat(deliver(database, claim(consumer))).isEqualTo("now");
            assertThat(claim(consumer)).isNull();
            now = now.plus(Duration.ofHours(1)).plusSeconds(10);
            assertThat(deliver(database, claim(consumer))).isEqualTo("a");
            assertThat(deliver(database, claim(consumer))).isEqualTo("b");
        }
    }
}
