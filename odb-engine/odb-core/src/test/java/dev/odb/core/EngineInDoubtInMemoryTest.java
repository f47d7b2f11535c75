package dev.odb.core;

import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TestClock;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.UUID;

/** The same on memory storage. */
class EngineInDoubtInMemoryTest extends EngineInDoubtTest {
    @Override
    protected Storage create(TestClock clock) {
        return new MemoryStorage(UUID.randomUUID().toString(), clock);
    }
}
