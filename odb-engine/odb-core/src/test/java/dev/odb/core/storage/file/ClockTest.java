package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that goes backwards: tids go on, and whoever opens the database then hears of it. */
class ClockTest {
    private final FaultyDisk disk = new FaultyDisk();
    private final Logger logger = Logger.getLogger(FileStorage.class.getName());
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };
    private Instant now = Instant.parse("2030-05-05T12:00:00Z");

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private Storage open() throws IOException {
        return FileStorage.open(disk, false, new FileSettings(1 << 20, 512, () -> now), () -> {});
    }

    @Test
    void clockThatGoesBackwards_tidsIncreaseAndItIsSaid() throws Exception {
        Storage storage = open();
        long last = commit(storage, write(1, 0, "noon"));
        now = now.minus(Duration.ofHours(3));
        for (int i = 0; i < 10; i++) {
            long tid = commit(storage, write(1, last, "before noon " + i));
            assertThat(tid).isGreaterThan(last);
            last = tid;
        }
        storage.prepare(branch(1, 1), batch(write(2, 0, "in doubt")));
        assertThat(warnings).as("the storage is open").isEmpty();
        storage.close();

        storage = open();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("ODB-4017")
                .contains("faulty disk")
                .contains(Tids.instant(last).toString());
        long decided = storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(decided).isGreaterThan(last);
        assertThat(text(storage, 1, last)).isEqualTo("before noon 9");
        assertThat(text(storage, 2)).isEqualTo("in doubt");
        storage.close();

        warnings.clear();
        now = now.plus(Duration.ofDays(1));
        storage = open();
        assertThat(warnings).isEmpty();
        long later = commit(storage, write(1, last, "the day after"));
        assertThat(Tids.instant(later)).isEqualTo(now);
        storage.close();
    }
}
