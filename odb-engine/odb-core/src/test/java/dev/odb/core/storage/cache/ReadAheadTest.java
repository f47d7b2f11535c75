package dev.odb.core.storage.cache;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Behind the cache is a storage that answers for many objects in one step: how often it is asked. A record in these tests is
 * the oids that it refers to; object 1 is a list of fifty elements, each of which has three parts.
 */
class ReadAheadTest {
    private static final int ELEMENTS = 50;
    private static final int PARTS = 3;

    private final Steps steps = new Steps();
    private CachingStorage caching;

    @BeforeEach
    void load() throws Exception {
        List<Write> writes = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < ELEMENTS; i++) {
            elements.add("" + element(i));
            List<String> parts = new ArrayList<>();
            for (int part = 1; part <= PARTS; part++) {
                parts.add("" + (element(i) + part));
                writes.add(write(element(i) + part, 0, " "));
            }
            writes.add(write(element(i), 0, String.join(" ", parts)));
        }
        writes.add(write(1, 0, String.join(" ", elements)));
        steps.commit(batch(writes.toArray(Write[]::new)), tid -> {});
        restart();
    }

    private void restart() {
        caching = new CachingStorage(steps, 1 << 20, ReadAheadTest::references);
        steps.taken = 0;
        steps.loaded = 0;
    }

    private static int element(int i) {
        return 100 + 10 * i;
    }

    private static long[] references(byte[] record) {
        return Arrays.stream(new String(record, StandardCharsets.UTF_8).split(" "))
                .filter(each -> !each.isBlank())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private void readAll() {
        text(caching, 1);
        for (int i = 0; i < ELEMENTS; i++) {
            text(caching, element(i));
            for (int part = 1; part <= PARTS; part++) {
                assertThat(text(caching, element(i) + part)).isEqualTo(" ");
            }
        }
    }

    @Test
    void listWithElementsAndTheirParts_takesFewStepsAndLoadsNothingTwice() {
        readAll();

        assertThat(steps.taken).isLessThanOrEqualTo(10);
        assertThat(steps.loaded).isEqualTo(1 + ELEMENTS * (1 + PARTS));
        assertThat(caching.misses()).as("what was loaded along is none").isEqualTo(steps.taken);
    }

    @Test
    void singleElement_bringsLittleBesideIt() {
        text(caching, 1);
        text(caching, element(7));
        text(caching, element(7) + 1);

        assertThat(steps.taken).isEqualTo(3);
        assertThat(steps.loaded).isEqualTo(1 + 8 + PARTS);
    }

    @Test
    void objectsThatNothingReadRefersTo_areLoadedAlone() {
        for (int i = 0; i < ELEMENTS; i++) {
            text(caching, element(i));
        }

        assertThat(steps.taken).isEqualTo(ELEMENTS);
        assertThat(steps.loaded).isEqualTo(ELEMENTS);
    }

    @Test
    void whatIsLoadedAhead_isNotSeenInSnapshotsBeforeIt_norMissedInThoseAfterIt() throws Exception {
        long before = caching.lastTid();
        long serial = caching.load(element(1), before).serial();
        restart();
        text(caching, 1, before);
        long after = commit(caching, write(element(1), serial, "7"));
        text(caching, element(0), before);

        assertThat(text(caching, element(1), before)).startsWith("" + (element(1) + 1));
        assertThat(text(caching, element(1), after)).isEqualTo("7");
        text(caching, 1, after);
        text(caching, element(2), after);
        assertThat(text(caching, element(1), before)).startsWith("" + (element(1) + 1));
    }

    @Test
    void damagedRecord_failsNobodyElsesRead() throws Exception {
        commit(caching, write(2, 0, "100 110"), write(3, 0, " "));
        CachingStorage damaged = new CachingStorage(steps, 1 << 20, record -> {
            throw new CorruptStorageException("ODB-0000", "damaged");
        });
        text(damaged, 2);

        assertThat(text(damaged, element(0))).startsWith("" + (element(0) + 1));
    }

    /** A storage that loads together the heads that the snapshot has, as the relational one does. */
    private static final class Steps extends ForwardingStorage {
        private int taken;
        private int loaded;

        private Steps() {
            super(new MemoryStorage("steps"));
        }

        @Override
        public boolean loadsTogether() {
            return true;
        }

        @Override
        public Map<Long, Revision> loadTogether(long[] oids, long snapshot, int maxBytes) {
            taken++;
            Map<Long, Revision> found = new HashMap<>();
            for (long oid : oids) {
                Revision head = super.loadAppended(oid);
                if (head != null && head.serial() <= snapshot) {
                    found.put(oid, head);
                    loaded++;
                }
            }
            return found;
        }

        @Override
        public Revision load(long oid, long snapshot) {
            taken++;
            loaded++;
            return super.load(oid, snapshot);
        }
    }
}
