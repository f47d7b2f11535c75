package dev.odb.core.storage.local;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Class descriptions by id and back. Lookups may come from any thread; the storage serializes additions. */
public final class ClassCatalog {
    private final Map<ByteBuffer, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, byte[]> descriptions = new ConcurrentHashMap<>();
    private volatile int last;

    /** The description's id, or 0. */
    public int id(byte[] description) {
        return ids.getOrDefault(ByteBuffer.wrap(description), 0);
    }

    /** A copy of the description, or null. */
    public byte[] description(int id) {
        byte[] found = descriptions.get(id);
        return found == null ? null : found.clone();
    }

    /** The id that the next new description gets. */
    public int nextId() {
        return last + 1;
    }

    /** Adds a description, which is copied. */
    public void add(int id, byte[] description) {
        byte[] copy = description.clone();
        descriptions.put(id, copy);
        ids.putIfAbsent(ByteBuffer.wrap(copy), id);
        last = Math.max(last, id);
    }
}
