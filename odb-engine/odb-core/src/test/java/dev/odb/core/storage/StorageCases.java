package dev.odb.core.storage;

/**
 * Cases of one topic that hold for every storage: an interface of tests as default methods, which
 * {@link StorageConformance} inherits. {@link DurableStorageConformance} does the same for storages that outlive their
 * process.
 */
interface StorageCases {
    /** The storage under test, empty at first. */
    Storage storage();

    /** The clock of that storage. */
    TestClock clock();
}
