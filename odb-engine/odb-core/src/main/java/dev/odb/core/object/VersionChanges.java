package dev.odb.core.object;

import dev.odb.core.version.StoredLock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a transaction has asked for in versions, beside the states of objects. */
final class VersionChanges {
    /** Nothing, as in nearly all transactions; stays so. */
    static final VersionChanges NONE = new VersionChanges();

    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<Place, StoredLock> locks = new HashMap<>();

    /** An object in a version. */
    record Place(String version, long oid) {}

    boolean isEmpty() {
        return begun.isEmpty() && ended.isEmpty() && locks.isEmpty();
    }

    void begin(String name) {
        begun.add(name);
    }

    /** Those to begin if they have not begun. */
    Set<String> begun() {
        return begun;
    }

    void end(String name) {
        ended.add(name);
        begun.remove(name);
        locks.keySet().removeIf(place -> place.version.equals(name));
    }

    boolean isEnded(String name) {
        return ended.contains(name);
    }

    Set<String> ended() {
        return ended;
    }

    /** Sets a lock; null to take it away. */
    void lock(String version, long oid, StoredLock lock) {
        locks.put(new Place(version, oid), lock);
    }

    /** Whether a lock was set or taken away. */
    boolean hasLock(String version, long oid) {
        return locks.containsKey(new Place(version, oid));
    }

    /** What was set, or null. */
    StoredLock lock(String version, long oid) {
        return locks.get(new Place(version, oid));
    }

    Map<Place, StoredLock> locks() {
        return locks;
    }

    VersionChanges copy() {
        if (isEmpty()) {
            return NONE;
        }
        VersionChanges copy = new VersionChanges();
        copy.begun.addAll(begun);
        copy.ended.addAll(ended);
        copy.locks.putAll(locks);
        return copy;
    }
}
