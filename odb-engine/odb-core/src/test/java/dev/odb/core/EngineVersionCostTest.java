package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.OdbConfiguration;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an object costs that was changed in a version many times: most storages look for a revision from the newest one on, so
 * that to ask for an old one each time would take longer with every change.
 */
class EngineVersionCostTest {
    private static final int CHANGES = 200;

    private final Map<String, Integer> calls = new HashMap<>();
    private Engine database;

    @BeforeEach
    void open() {
        database = Engines.over(
                WatchedStorage.of(new MemoryStorage("watched"), (name, arguments, call) -> {
                    calls.merge(name, 1, Integer::sum);
                    return call.proceed();
                }),
                OdbConfiguration.of("odb:memory:watched"));
        database.transact(c -> c.root("note", Note.class, () -> new Note("start")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void write(String text) {
        database.transact("v", c -> c.root("note", Note.class).text = text);
    }

    /** After a pack each commit looks whether what it needs is there, but knows that of what it replaces. */
    @Test
    void changeInAVersion_afterAPack_asksForNoOldRevision() {
        write("inside");
        database.pack(Duration.ZERO);
        write("once more");
        calls.clear();
        for (int i = 0; i < CHANGES; i++) {
            write("again " + i);
        }
        assertThat(calls).doesNotContainKeys("fields", "revisions");
        assertThat(calls.getOrDefault("load", 0)).isLessThan(CHANGES / 10);
    }

    @Test
    void refusalOutside_asksForTheRevisionsTogether() {
        write("inside");
        long first = newest();
        for (int i = 0; i < CHANGES; i++) {
            write("again " + i);
        }
        List<Integer> asked = List.of(calls.getOrDefault("fields", 0), calls.getOrDefault("revisions", 0));
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> database.transact(c -> c.root("note", Note.class).text = "outside"))
                .satisfies(e -> assertThat(e.since())
                        .isEqualTo(database.undoLog(0, CHANGES + 10).stream()
                                .filter(transaction -> transaction.tid() == first)
                                .findFirst()
                                .orElseThrow()
                                .time()));
        assertThat(calls.getOrDefault("fields", 0)).isEqualTo(asked.get(0));
        assertThat(calls.getOrDefault("revisions", 0)).isEqualTo(asked.get(1) + 1);
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }
}
