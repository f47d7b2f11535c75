package dev.odb.core.storage.file;

import static dev.odb.core.readme.MemoryPage.assertStates;
import static dev.odb.core.readme.MemoryPage.reachable;

import org.junit.jupiter.api.Test;

/** What the index of the file storage takes, against docs/internals/memory.md. */
class IndexBytesTest {
    private static final int COUNT = 1 << 20;

    @Test
    void oid_takesThatMany() throws Exception {
        ObjectIndex index = new ObjectIndex();
        for (long oid = 0; oid < COUNT; oid++) {
            index.put(oid, 1, 1);
        }
        assertStates("oid in the index", (double) reachable(index) / COUNT);
    }
}
