package dev.odb.core.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The {@link SharedForm}s of records that all transactions of a database read again and again, within a number of bytes. A
 * form is of one array of bytes and found only by that same array, which the record cache gives as long as it is the newest
 * record; so nothing needs to be invalidated. It is made when a record is decoded a second time: whoever reads everything
 * once makes none. For any thread; no call waits.
 */
public final class SharedForms {
    private static final int BYTES_A_SLOT = 2048;
    private static final int MOST_SLOTS = 1 << 16;

    private final long maxBytes;
    private final AtomicReferenceArray<Entry> slots;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger sweep = new AtomicInteger();

    /** None at first; {@code maxBytes} may be 0. */
    public SharedForms(long maxBytes) {
        this.maxBytes = maxBytes;
        long wanted = Math.min(MOST_SLOTS, maxBytes / BYTES_A_SLOT);
        this.slots = new AtomicReferenceArray<>(wanted < 1 ? 0 : (int) Long.highestOneBit(wanted));
    }

    private static final class Entry {
        final byte[] record;
        /** Null if the record was met only once. */
        final SharedForm form;
        /** Since another record wanted the place. */
        boolean used = true;

        Entry(byte[] record, SharedForm form) {
            this.record = record;
            this.form = form;
        }

        int bytes() {
            return form == null || form == SharedForm.NONE ? record.length : form.bytes;
        }
    }

    /** The form of a record of the object, or null. */
    SharedForm find(long oid, byte[] record) {
        Entry entry = slots.length() == 0 ? null : slots.getAcquire(slot(oid));
        if (entry == null || entry.record != record || entry.form == null || entry.form == SharedForm.NONE) {
            return null;
        }
        if (!entry.used) {
            entry.used = true;
        }
        return entry.form;
    }

    /** A record with long lists was decoded that has no form here. */
    void met(long oid, byte[] record, StoredClass type) {
        if (slots.length() == 0 || record.length > maxBytes / 8) {
            return;
        }
        int slot = slot(oid);
        Entry known = slots.getAcquire(slot);
        if (known == null || known.record != record) {
            if (known != null && known.form != null && known.used) {
                known.used = false;
            } else {
                replace(slot, known, new Entry(record, null));
            }
        } else if (known.form == null) {
            replace(slot, known, new Entry(record, SharedForm.of(record, type)));
        }
    }

    private void replace(int slot, Entry known, Entry with) {
        if (slots.compareAndSet(slot, known, with)) {
            bytes.addAndGet(with.bytes() - (known == null ? 0 : known.bytes()));
            for (int n = 0; n < slots.length() && bytes.get() > maxBytes; n++) {
                removeAt(sweep.getAndIncrement() & slots.length() - 1);
            }
        }
    }

    private void removeAt(int slot) {
        Entry entry = slots.getAcquire(slot);
        if (entry != null && slots.compareAndSet(slot, entry, null)) {
            bytes.addAndGet(-entry.bytes());
        }
    }

    /** What it holds, by estimate. */
    long bytes() {
        return bytes.get();
    }

    private int slot(long oid) {
        return (int) (oid * 0x9E3779B97F4A7C15L >>> 32) & slots.length() - 1;
    }
}
