package dev.odb.core.storage.memory;

import dev.odb.core.storage.ConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;

/** The memory storage under many threads. */
class MemoryConcurrencyTest extends ConcurrencyConformance {
    @Override
    protected Storage create(InstantSource clock) {
        return new MemoryStorage("test", clock);
    }
}
