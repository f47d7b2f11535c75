package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.Allocated;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.SharedForms;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.transaction.Commits;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What versions and undo cost each commit and each savepoint of those who use neither. */
class UnusedVersionsTest {
    private final Storage storage = new MemoryStorage("unused versions");
    private final ClassCatalog catalog = new ClassCatalog(storage);
    private final Workspace workspace = new Workspace(
            new DatabaseContext(
                    storage,
                    catalog,
                    new Commits(storage, catalog, Duration.ofSeconds(1)),
                    new MemoryBounds(1000, 1 << 20),
                    new SharedForms(1 << 20),
                    InstantSource.system()),
            () -> true);

    private Object last;

    @Test
    void commitWithoutThem_allocatesNothingForThem() {
        assertNothing(() -> {
            last = workspace.changes().undo().tids();
            workspace.version().next();
            workspace.versions().next();
        });
    }

    @Test
    void savepointWithoutThem_allocatesNothingForThem() {
        assertNothing(() -> {
            last = workspace.changes().undo().mark();
            last = workspace.version().mark();
            last = workspace.versions().mark();
        });
        assertThat(last).isNotNull();
    }

    private static void assertNothing(Runnable call) {
        assertThat(Allocated.by(() -> {
                    call.run();
                    return null;
                }))
                .isZero();
    }
}
