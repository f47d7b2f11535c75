package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    /** Most transactions meet none. */
    private static final int FEW = 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Map<Managed, Entry> entries = new IdentityHashMap<>(FEW);
    private int transaction = 1;

    /** What is known of one object. */
    static class Entry {
        final long hash;
        /** The last transaction in which such a value was handed out. */
        int handedOut;

        private Entry(long hash, int handedOut) {
            this.hash = hash;
            this.handedOut = handedOut;
        }

        /** Whether it has unsaved objects that came with its state; the hash is then that of its {@link LoadedState}. */
        boolean withUnsaved() {
            return false;
        }
    }

    /** Of its own class, since a field would make every entry longer. */
    private static final class WithUnsaved extends Entry {
        private WithUnsaved(long hash, int handedOut) {
            super(hash, handedOut);
        }

        @Override
        boolean withUnsaved() {
            return true;
        }
    }

    /** Watches an object that was just loaded: nobody has a value of it. */
    void add(Managed object, byte[] record) {
        entries.put(object, new Entry(hash(record), NEVER));
    }

    /** Watches an object whose values somebody may have. */
    void addHandedOut(Managed object, byte[] record) {
        entries.put(object, new Entry(hash(record), transaction));
    }

    /** Watches an object whose state is not that of its record, which was of an older form. */
    void addConverted(Managed object, LoadedState state) {
        // unsaved objects can be got at and changed in ways that nobody notices
        entries.put(
                object,
                state.hasUnsaved() ? new WithUnsaved(state.hash(), transaction) : new Entry(state.hash(), NEVER));
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
        return entry != null && (entry.withUnsaved() || entry.handedOut == transaction);
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

    /** Whether nobody has got a value of any object. */
    boolean isNothingHandedOut() {
        return entries.values().stream().noneMatch(entry -> entry.handedOut != NEVER);
    }

    /** Every object whose values somebody has got in any transaction. */
    void forEachComparable(BiConsumer<Managed, Entry> action) {
        if (entries.isEmpty()) {
            return;
        }
        Map<Managed, Entry> comparable = new IdentityHashMap<>();
        entries.forEach((object, entry) -> {
            if (entry.handedOut != NEVER) {
                comparable.put(object, entry);
            }
        });
        comparable.forEach(action);
    }

    /** Two hashes that have nothing in common: a missed change would be a lost update. */
    static long hash(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        long other = record.length;
        int at = 0;
        for (; at <= record.length - 8; at += 8) {
            other = mix(other ^ (long) LONGS.get(record, at));
        }
        for (; at < record.length; at++) {
            other = mix(other ^ record[at]);
        }
        return crc.getValue() << 32 | other >>> 32;
    }

    /** Every step can be undone, so two states that differ in one place only never meet. */
    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
