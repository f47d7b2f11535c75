package dev.odb.core;

import dev.odb.core.storage.Storage;

/**
 * The databases this process has open for writing, by identity: a copy of a database's folder is the same database to a
 * transaction manager, so it must not be open beside the original. Kept in the system properties, so that engines of
 * other class loaders see it too. All threads may use it.
 */
final class OpenDatabases {
    private static final String KEY = "dev.odb.database:";

    private OpenDatabases() {}

    /**
     * Enters a database.
     *
     * @throws dev.odb.StorageLockedException if another one with its identity is open
     */
    static void enter(Storage storage) {
        if (storage.readOnly()) {
            return;
        }
        Object other = System.getProperties().putIfAbsent(key(storage), storage.location());
        if (other != null) {
            throw EngineMessages.sameIdentity(storage.location(), storage.databaseId(), other.toString());
        }
    }

    /** Whether one with its identity is open. */
    static boolean contains(Storage storage) {
        return System.getProperties().containsKey(key(storage));
    }

    /** Takes it out again. */
    static void leave(Storage storage) {
        if (!storage.readOnly()) {
            System.getProperties().remove(key(storage), storage.location());
        }
    }

    private static String key(Storage storage) {
        return KEY + storage.databaseId();
    }
}
