package dev.odb.core.storage.overlay;

import dev.odb.core.storage.ConcurrencyConformance;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.InstantSource;

/** An overlay under many threads. */
class OverlayConcurrencyTest extends ConcurrencyConformance {
    @Override
    protected Storage create(InstantSource clock) {
        return OverlayStorage.begin(new MemoryStorage("base", clock), new MemoryStorage("test", clock));
    }
}
