package dev.odb.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PersistentList;
import dev.odb.core.inflow.Bookkeeping;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The trail of transactions that are made up: with a text in each that fills half a page. */
class TrailTest {
    private static final String HALF_A_PAGE = "x".repeat(40_000);

    private static final PackMonitor UNHEARD = (phase, done, total) -> {};

    private final ObjectDatabase database = ObjectDatabase.open("odb:memory:");
    private final Storage storage = new MadeUp();

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    /**
     * Packs of two servers overlap. The one that came second took its page to be there if the trail was longer than it had seen,
     * however long, and packed away transactions that stood in no page.
     */
    @ParameterizedTest
    @CsvSource({"9, 4", "9, 5", "4, 9", "9, 9"})
    void trailThatAnotherServerHasExtendedMeanwhile_lacksNothing(long mine, long others) {
        Trail other = new Trail(storage, new Direct(() -> {}), new StoredEntries(storage, null));
        Trail trail =
                new Trail(storage, new Direct(() -> other.extend(others, UNHEARD)), new StoredEntries(storage, null));
        trail.extend(mine, UNHEARD);
        assertThat(tids(trail)).containsExactlyElementsOf(upTo(Math.max(mine, others)));
    }

    @Test
    void trailThatAnotherServerDropsMeanwhile_isGone() {
        Trail other = new Trail(storage, new Direct(() -> {}), new StoredEntries(storage, null));
        Trail trail = new Trail(storage, new Direct(other::drop), new StoredEntries(storage, null));
        trail.extend(9, UNHEARD);
        assertThat(trail.exists()).isFalse();
    }

    static Stream<Arguments> whatAnApplicationMayPutThere() {
        return Stream.of(
                arguments(new Counter(), "ODB-3851"),
                arguments(tree("key", new PersistentList<>()), "ODB-3851"),
                arguments(tree(7L, "no page"), "ODB-3855"),
                arguments(tree(7L, new PersistentList<>()), "ODB-3855"),
                arguments(tree(7L, new PersistentList<>(List.of("no page"))), "ODB-3855"),
                arguments(tree(7L, new PersistentList<>(List.of(new byte[0]))), "ODB-3855"));
    }

    private static <K> BTreeMap<K, Object> tree(K key, Object value) {
        BTreeMap<K, Object> tree = new BTreeMap<>();
        tree.put(key, value);
        return tree;
    }

    @ParameterizedTest
    @MethodSource("whatAnApplicationMayPutThere")
    void rootThatIsNoTrail_isRefused(Object root, String code) {
        database.transact(c -> c.roots().put("odb.audit", root));
        for (boolean newestFirst : new boolean[] {false, true}) {
            AuditQuery query = AuditQuery.everything();
            AuditQuery asked = newestFirst ? query.fromTheNewest() : query;
            assertThatThrownBy(() -> database.audit(asked).toList())
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining(code);
        }
    }

    private static List<Long> tids(Trail trail) {
        List<Long> tids = new ArrayList<>();
        Iterator<AuditEntry> entries = trail.read(1, Long.MAX_VALUE, false);
        entries.forEachRemaining(entry -> tids.add(entry.tid()));
        return tids;
    }

    private static List<Long> upTo(long tid) {
        return LongStream.rangeClosed(1, tid).boxed().toList();
    }

    /** Reads and changes the database, and has something done before the first page is appended. */
    private final class Direct implements Bookkeeping {
        private final Runnable before;
        private boolean done;

        Direct(Runnable before) {
            this.before = before;
        }

        @Override
        public <T> T read(Function<OdbConnection, T> how) {
            return database.transact(how::apply);
        }

        @Override
        public <T> T change(String description, Function<OdbConnection, T> how) {
            if (description.startsWith("the audit trail up to") && !done) {
                done = true;
                before.run();
            }
            return database.transact(how::apply);
        }
    }

    private static final class MadeUp extends ForwardingStorage {
        MadeUp() {
            super(new MemoryStorage("made up"));
        }

        @Override
        public Iterator<CommittedTransaction> transactions(long first, long last) {
            return LongStream.rangeClosed(first, last)
                    .mapToObj(tid -> new CommittedTransaction(
                            tid, new TransactionMetadata("", tid + HALF_A_PAGE, Map.of(), false), List.of()))
                    .iterator();
        }
    }
}
