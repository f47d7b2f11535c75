package dev.odb.core.object;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Kept contents that a commit under way names again, as an undo does, though nothing that is stored may name them any
 * more. Whoever removes contents asks here, in one step with removing. All threads may use it.
 */
public final class BlobPins {
    private final Storage storage;
    private final Map<ContentKey, Integer> pins = new HashMap<>();

    BlobPins(Storage storage) {
        this.storage = storage;
    }

    /** Keeps the content until it is unpinned as often; false if it is gone. */
    synchronized boolean pin(ContentKey key) {
        if (!storage.contents().contains(key)) {
            return false;
        }
        pins.merge(key, 1, Integer::sum);
        return true;
    }

    /** What named it is committed or rolled back. */
    synchronized void unpin(ContentKey key) {
        pins.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Removes the content, unless it is pinned or named, which is asked when nobody can pin it. */
    synchronized boolean remove(ContentKey key, Predicate<ContentKey> named) throws IOException {
        if (pins.containsKey(key) || named.test(key)) {
            return false;
        }
        storage.contents().delete(key);
        return true;
    }
}
