package dev.odb.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.Counter;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of the storage for entries. */
class StoredEntriesTest {
    /** In a relational database each time is a statement. */
    @Test
    void packTime_isAskedForOnceForAllChanges() {
        Counting storage = new Counting();
        try (Engine database = Engines.over(storage, OdbConfiguration.of("odb:memory:"))) {
            for (int i = 0; i < 3; i++) {
                String name = "c" + i;
                database.transact(c -> c.root(name, Counter.class, Counter::new));
            }
            database.transact(c -> {
                c.roots().values().forEach(each -> ((Counter) each).add(1));
                return null;
            });
            long added = database.undoLog(0, 1).get(0).tid();
            database.transact(c -> {
                c.undo(added);
                return null;
            });
            storage.asked = 0;
            List<Kind> kinds = new ArrayList<>();
            new StoredEntries(storage, new ClassCatalog(storage, Set.of()))
                    .entries(storage.transactions(added + 1, storage.lastTid()))
                    .forEachRemaining(entry ->
                            entry.changes().stream().map(AuditChange::kind).forEach(kinds::add));
            assertThat(kinds).containsExactly(Kind.UNDONE, Kind.UNDONE, Kind.UNDONE);
            assertThat(storage.asked).isEqualTo(1);
        }
    }

    private static final class Counting extends ForwardingStorage {
        private int asked;

        Counting() {
            super(new MemoryStorage("counting"));
        }

        @Override
        public long packedTid() {
            asked++;
            return super.packedTid();
        }
    }
}
