package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * Loaded objects that hold values which cannot tell of a change, such as arrays: kept with a hash of their record, so
 * that those whose values somebody has can be compared. Not thread-safe.
 */
final class MutableWatch {
    private static final int NEVER = 0;

    private final Map<Managed, Entry> entries = new IdentityHashMap<>();
    private int transaction = 1;

    /** What is known of one object. */
    static final class Entry {
        final long hash;
        /** Whether it has unsaved objects that came with its state; the hash is then that of its {@link LoadedState}. */
        final boolean withUnsaved;
        /** The last transaction in which such a value was handed out. */
        int handedOut;

        private Entry(long hash, boolean withUnsaved, int handedOut) {
            this.hash = hash;
            this.withUnsaved = withUnsaved;
            this.handedOut = handedOut;
        }
    }

    /** Watches an object that was just loaded: nobody has a value of it. */
    void add(Managed object, byte[] record) {
        entries.put(object, new Entry(hash(record), false, NEVER));
    }

    /** Watches an object whose values somebody may have. */
    void addHandedOut(Managed object, byte[] record) {
        entries.put(object, new Entry(hash(record), false, transaction));
    }

    /** Watches an object whose state is not that of its record, which was of an older form. */
    void addConverted(Managed object, LoadedState state) {
        // unsaved objects can be got at and changed in ways that nobody notices
        int handedOut = state.hasUnsaved() ? transaction : NEVER;
        entries.put(object, new Entry(state.hash(), state.hasUnsaved(), handedOut));
    }

    void remove(Managed object) {
        if (!entries.isEmpty()) {
            entries.remove(object);
        }
    }

    /** The state of an unchanged object: whether this transaction must hear of it when such a value is read. */
    byte state(Managed object) {
        Entry entry = entry(object);
        return entry == null || entry.handedOut == transaction ? ObjectState.UP_TO_DATE : ObjectState.UNREAD;
    }

    /** Such a value is read now. */
    void handOut(Managed object) {
        Entry entry = entry(object);
        if (entry != null) {
            entry.handedOut = transaction;
        }
    }

    /** Whether such a value was handed out in this transaction, so that its object must stay what it is. */
    boolean isPinned(Managed object) {
        Entry entry = entry(object);
        return entry != null && (entry.withUnsaved || entry.handedOut == transaction);
    }

    /** What is known of an object, null if nobody can have changed it without a call. */
    Entry comparable(Managed object) {
        Entry entry = entry(object);
        return entry == null || entry.handedOut == NEVER ? null : entry;
    }

    /** What is known of an object that loses its state, for {@link #restore}; or null. */
    Entry entry(Managed object) {
        return entries.isEmpty() ? null : entries.get(object);
    }

    /** The object has the values again that it had then. */
    void restore(Managed object, Entry entry) {
        if (entry != null) {
            entries.put(object, entry);
        }
    }

    void nextTransaction() {
        transaction++;
    }

    void clear() {
        entries.clear();
    }

    /** Every object whose values somebody has got in any transaction. */
    void forEachComparable(BiConsumer<Managed, Entry> action) {
        Map<Managed, Entry> comparable = new IdentityHashMap<>();
        entries.forEach((object, entry) -> {
            if (entry.handedOut != NEVER) {
                comparable.put(object, entry);
            }
        });
        comparable.forEach(action);
    }

    /** Two independent 32-bit hashes: a missed change would be a lost update. */
    static long hash(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        int other = 1;
        for (byte b : record) {
            other = other * 0x01000193 ^ (b & 0xff);
        }
        return crc.getValue() << 32 | other & 0xffffffffL;
    }
}
