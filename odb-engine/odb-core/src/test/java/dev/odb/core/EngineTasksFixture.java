package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.TaskOptions;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Note;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database with a queue of notes, a clock that stands still, and consumers on the test's own thread. */
abstract class EngineTasksFixture {
    static final String QUEUE = "import";
    static final Duration NO_WAIT = Duration.ZERO;

    @TempDir
    Path folder;

    Engine database;
    Instant now = Instant.parse("2026-11-28T10:00:00Z");

    /** File storage; a subclass has another. */
    String url() {
        return "odb:file:" + folder.resolve("db");
    }

    @BeforeEach
    void open() {
        OdbConfiguration configuration = OdbConfiguration.of(url());
        InstantSource clock = () -> now;
        database = Engine.open(configuration, Storages.open(configuration), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    void reopen() {
        close();
        open();
    }

    static OdbConnection session(Branch branch) {
        return branch.session(Team.class.getClassLoader());
    }

    ManagedBranch begin() {
        return database.begin(new BranchSettings("", () -> true));
    }

    static BranchId branch(int n) {
        return new BranchId(7, new byte[] {(byte) n}, new byte[] {2});
    }

    long send(String text) {
        return send(text, TaskOptions.DEFAULT);
    }

    long send(String text, TaskOptions options) {
        return database.transact(c -> send(c, text, options));
    }

    static long send(OdbConnection connection, String text, TaskOptions options) {
        return connection.queue(QUEUE).send(new Note(text), options);
    }

    ClaimedTask claim(TaskConsumer consumer) {
        try {
            return consumer.claim(NO_WAIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the task in a transaction of its own and gives its text. */
    String deliver(ClaimedTask claimed) {
        String text = database.transact(c -> {
            Note note = (Note) claimed.receive(c);
            return note == null ? null : note.text;
        });
        claimed.delivered();
        return text;
    }

    String deliverNext(TaskConsumer consumer) {
        ClaimedTask claimed = claim(consumer);
        return claimed == null ? null : deliver(claimed);
    }

    /** Delivers what can be delivered now, in order. */
    List<String> deliverAll() {
        List<String> texts = new ArrayList<>();
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            for (ClaimedTask next = claim(consumer); next != null; next = claim(consumer)) {
                texts.add(deliver(next));
            }
        }
        return texts;
    }

    void requireNoConflict() {
        assertThat(database.statistics().conflicts().lost()).isZero();
    }
}
