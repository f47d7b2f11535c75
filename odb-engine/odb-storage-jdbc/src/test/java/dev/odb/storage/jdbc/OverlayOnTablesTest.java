package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as the base of an overlay. */
class OverlayOnTablesTest {
    @TempDir
    Path folder;

    private String base() {
        return "odb:jdbc:" + Databases.h2(folder);
    }

    @Test
    void changes_stayOutOfTheTables() {
        String url = "odb:overlay:file:" + folder.resolve("changes") + "?base=" + base();
        add(base(), 5);
        try (ObjectDatabase overlay = ObjectDatabase.open(url)) {
            long five = overlay.undoLog(0, 1).get(0).tid();
            add(overlay, 3);
            overlay.transact(c -> {
                c.undo(five);
                return null;
            });
            assertThat(count(overlay)).isEqualTo(3);
        }
        try (ObjectDatabase overlay = ObjectDatabase.open(url)) {
            assertThat(count(overlay)).isEqualTo(3);
        }
        try (ObjectDatabase tables = ObjectDatabase.open(base())) {
            assertThat(count(tables)).isEqualTo(5);
        }
        add(base(), 1);
        assertThatThrownBy(() -> ObjectDatabase.open(url)).hasMessageContaining("ODB-4340");
    }

    /** Whoever writes to the tables meanwhile is not seen: the overlay lies over what was there when it was made. */
    @Test
    void commitsToTheBase_areNotSeen() {
        add(base(), 5);
        try (ObjectDatabase overlay = ObjectDatabase.open("odb:overlay:memory:x?base=" + base())) {
            add(overlay, 1);
            add(base(), 10);
            assertThat(count(overlay)).isEqualTo(6);
            add(overlay, 1);
            assertThat(count(overlay)).isEqualTo(7);
        }
    }

    private static void add(String url, long much) {
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            add(database, much);
        }
    }

    private static void add(ObjectDatabase database, long much) {
        database.transact(c -> {
            c.root("count", Counter.class, Counter::new).add(much);
            return null;
        });
    }

    private static long count(ObjectDatabase database) {
        return database.transact(c -> c.root("count", Counter.class).get());
    }
}
