package dev.odb.core.storage.file;

import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of large batches that no batch has named yet. Where one that should name the part before it is damaged, that
 * is the last one before it which nobody names, if the objects go on as they do from part to part: by rising oid. One
 * thread.
 */
final class OpenParts {
    private final TreeMap<Long, Part> parts = new TreeMap<>();

    private record Part(long previous, long lastOid) {}

    void add(Entry.PartEntry part) {
        int count = part.oids().length;
        parts.put(part.position(), new Part(part.previous(), count == 0 ? -1 : part.oids()[count - 1]));
    }

    /** The part is named by a batch. */
    void remove(long position) {
        parts.remove(position);
    }

    /** The part that stood before a damaged one, or 0. */
    long before(long damaged, long firstOid) {
        for (Map.Entry<Long, Part> part = parts.lowerEntry(damaged);
                part != null;
                part = parts.lowerEntry(part.getKey())) {
            long position = part.getKey();
            boolean named = parts.tailMap(position, false).values().stream().anyMatch(any -> any.previous == position);
            if (!named && part.getValue().lastOid < firstOid) {
                return position;
            }
        }
        return 0;
    }
}
