package dev.odb.core.storage.memory;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;

/** The memory storage packs as every storage does. */
class MemoryPackTest extends PackConformance {
    @Override
    protected Storage create(InstantSource clock) {
        return new MemoryStorage("test", clock);
    }
}
