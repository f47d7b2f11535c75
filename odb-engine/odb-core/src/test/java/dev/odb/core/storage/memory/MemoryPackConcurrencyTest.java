package dev.odb.core.storage.memory;

import dev.odb.core.storage.PackConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;

/** The memory storage is packed under writers. */
class MemoryPackConcurrencyTest extends PackConcurrencyConformance {
    @Override
    protected Storage create(InstantSource clock) {
        return new MemoryStorage("test", clock);
    }
}
