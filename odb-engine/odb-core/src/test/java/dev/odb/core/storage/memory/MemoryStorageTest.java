package dev.odb.core.storage.memory;

import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageConformance;
import java.time.InstantSource;

/** The memory storage passes the conformance suite. */
class MemoryStorageTest extends StorageConformance {
    @Override
    protected Storage create(InstantSource clock) {
        return new MemoryStorage("test", clock);
    }
}
