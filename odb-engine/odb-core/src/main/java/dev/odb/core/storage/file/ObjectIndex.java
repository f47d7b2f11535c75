package dev.odb.core.storage.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongConsumer;

/**
 * The newest appended revision of every object: serial and position in pages of {@code long}s by oid. One writer at a
 * time; readers take no lock and never wait for more than a few stores of the writer.
 */
final class ObjectIndex {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    /** Oids are dense from 1 on; beyond this many pages a table takes those that somebody chose otherwise. */
    private static final long DENSE_PAGES = 1 << 22;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Page[].class);

    private final Map<Long, Page> sparse = new ConcurrentHashMap<>();
    private volatile Page[] dense = new Page[16];

    /**
     * An object's newest revision.
     *
     * @param serial the tid that wrote it
     * @param position its record
     */
    record Head(long serial, long position) {}

    /** The newest revision, or null. */
    Head head(long oid) {
        Page page = page(oid >>> PAGE_BITS);
        return page == null ? null : page.head((int) (oid & PAGE_MASK));
    }

    /** The newest serial, or 0. */
    long serial(long oid) {
        Head head = head(oid);
        return head == null ? 0 : head.serial;
    }

    /** The newest record's position, or 0. */
    long position(long oid) {
        Head head = head(oid);
        return head == null ? 0 : head.position;
    }

    void put(long oid, long serial, long position) {
        long number = oid >>> PAGE_BITS;
        Page page = page(number);
        if (page == null) {
            page = new Page();
            page.put((int) (oid & PAGE_MASK), serial, position);
            add(number, page);
        } else {
            page.put((int) (oid & PAGE_MASK), serial, position);
        }
    }

    /** Forgets an object. */
    void remove(long oid) {
        put(oid, 0, 0);
    }

    /** Visits every object, in no order; only while nobody adds any. */
    void forEachOid(LongConsumer visitor) {
        Page[] pages = dense;
        for (int number = 0; number < pages.length; number++) {
            if (pages[number] != null) {
                pages[number].forEachOid((long) number << PAGE_BITS, visitor);
            }
        }
        sparse.forEach((number, page) -> page.forEachOid(number << PAGE_BITS, visitor));
    }

    private Page page(long number) {
        if (number >= DENSE_PAGES) {
            return sparse.get(number);
        }
        Page[] pages = dense;
        return number < pages.length ? (Page) ELEMENT.getAcquire(pages, (int) number) : null;
    }

    private void add(long number, Page page) {
        if (number >= DENSE_PAGES) {
            sparse.put(number, page);
            return;
        }
        Page[] pages = dense;
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, (int) Math.max(number + 1, Math.min(DENSE_PAGES, 2L * pages.length)));
            pages[(int) number] = page;
            dense = pages;
        } else {
            ELEMENT.setRelease(pages, (int) number, page);
        }
    }

    private static final class Page {
        private final StampedLock lock = new StampedLock();
        private final long[] heads = new long[2 << PAGE_BITS];

        Head head(int slot) {
            long stamp = lock.tryOptimisticRead();
            long serial = heads[2 * slot];
            long position = heads[2 * slot + 1];
            if (!lock.validate(stamp)) {
                stamp = lock.readLock();
                serial = heads[2 * slot];
                position = heads[2 * slot + 1];
                lock.unlockRead(stamp);
            }
            return serial == 0 ? null : new Head(serial, position);
        }

        void forEachOid(long first, LongConsumer visitor) {
            for (int slot = 0; slot <= PAGE_MASK; slot++) {
                if (heads[2 * slot] != 0) {
                    visitor.accept(first + slot);
                }
            }
        }

        void put(int slot, long serial, long position) {
            long stamp = lock.writeLock();
            heads[2 * slot] = serial;
            heads[2 * slot + 1] = position;
            lock.unlockWrite(stamp);
        }
    }
}
