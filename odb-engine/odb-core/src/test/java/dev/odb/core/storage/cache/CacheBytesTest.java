package dev.odb.core.storage.cache;

import static dev.odb.core.readme.MemoryPage.assertStates;
import static dev.odb.core.readme.MemoryPage.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Revision;
import org.junit.jupiter.api.Test;

/** What the cache takes beside the bytes of its records, against docs/internals/memory.md. */
class CacheBytesTest {
    private static final int COUNT = 20_000;
    private static final int LENGTH = 96;

    @Test
    void cachedRecord_takesThatManyMore() throws Exception {
        RecordCache cache = new RecordCache(32 << 20, 10);
        long empty = reachable(cache);
        for (long oid = 1; oid <= COUNT; oid++) {
            cache.put(oid, 10, new Revision(5, new byte[LENGTH]), cache.epoch());
        }
        assertThat(cache.size()).isEqualTo(COUNT);
        double bytes = (double) (reachable(cache) - empty) / COUNT - LENGTH;
        assertStates("cached record", bytes);
        assertThat(bytes).as("what the cache's bound counts").isLessThanOrEqualTo(CachedRecord.OVERHEAD);
        assertStates("record cache", empty);
    }
}
