package dev.odb.core;

import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;

/** A database in memory, which nobody finds before it is opened. */
final class MemoryCopyTarget implements CopyTarget {
    private final Storage storage;

    MemoryCopyTarget(String name) {
        storage = new MemoryStorage(name);
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage finish() {
        return storage;
    }

    @Override
    public void abandon() {
        storage.close();
    }
}
