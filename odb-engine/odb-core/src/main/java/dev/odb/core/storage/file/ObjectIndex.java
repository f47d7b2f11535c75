package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The newest appended revision of every object: serial and position in pages of {@code long}s by oid. One writer at a
 * time; readers take no lock and never wait for more than a few stores of the writer. Pages that were saved are read when
 * they are needed first, and then kept; nobody else waits while one is read.
 */
final class ObjectIndex implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(ObjectIndex.class.getName());
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    /** The objects of a page. */
    static final int PAGE_SIZE = 1 << PAGE_BITS;
    /** Oids are dense from 1 on; beyond this many pages a table takes those that somebody chose otherwise. */
    private static final long DENSE_PAGES = 1 << 22;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Page[].class);

    private final Map<Long, Page> sparse = new ConcurrentHashMap<>();
    private volatile Page[] dense = new Page[16];
    /** Has the pages that are not in the tables; null if none is missing there. */
    private volatile IndexPages saved;

    /**
     * An object's newest revision.
     *
     * @param serial the tid that wrote it
     * @param position its record
     */
    record Head(long serial, long position) {}

    /** An empty one. */
    ObjectIndex() {
        this(null);
    }

    /** One that was saved. */
    ObjectIndex(IndexPages saved) {
        this.saved = saved;
    }

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

    /** Reads the pages that objects are on, so that {@link #put} need not while others wait. */
    void fetch(long[] oids) {
        for (long oid : oids) {
            page(oid >>> PAGE_BITS);
        }
    }

    void put(long oid, long serial, long position) {
        long number = oid >>> PAGE_BITS;
        Page page = page(number);
        if (page == null) {
            page = keep(number, new Page(new long[2 * PAGE_SIZE]));
        }
        page.put((int) (oid & PAGE_MASK), serial, position);
    }

    /** Forgets an object. */
    void remove(long oid) {
        put(oid, 0, 0);
    }

    /** Visits every object, by rising oid; only while nobody adds any. */
    void forEachOid(LongConsumer visitor) {
        for (long number : numbers()) {
            Page.forEachOid(copy(number), number << PAGE_BITS, visitor);
        }
    }

    /** The numbers of the pages there are, rising. */
    long[] numbers() {
        IndexPages source = saved;
        Page[] pages = dense;
        LongStream found = IntStream.range(0, pages.length)
                .filter(number -> ELEMENT.getAcquire(pages, number) != null)
                .asLongStream();
        LongStream others = sparse.keySet().stream().mapToLong(Long::longValue);
        LongStream unread = source == null ? LongStream.empty() : LongStream.of(source.numbers());
        return LongStream.concat(LongStream.concat(found, others), unread)
                .sorted()
                .distinct()
                .toArray();
    }

    /** What is on a page: serial and position of each object, 0 where there is none. It is not kept if it has to be read. */
    long[] copy(long number) {
        Page page = present(number);
        return (page == null ? absent(number, false) : page).copy();
    }

    /** From now on pages that are not there are read from this, which was saved from what this index is. */
    void savedAs(IndexPages pages) throws IOException {
        IndexPages before = saved;
        if (before == null || !replace(before, pages)) {
            pages.close();
        }
        if (before != null) {
            before.close();
        }
    }

    private boolean replace(IndexPages before, IndexPages pages) {
        synchronized (before) {
            boolean needed = saved == before && LongStream.of(pages.numbers()).anyMatch(page -> present(page) == null);
            saved = needed ? pages : null;
            return needed;
        }
    }

    @Override
    public void close() throws IOException {
        IndexPages source = saved;
        if (source != null) {
            source.close();
        }
    }

    private Page page(long number) {
        Page page = present(number);
        return page == null ? absent(number, true) : page;
    }

    private Page present(long number) {
        if (number >= DENSE_PAGES) {
            return sparse.get(number);
        }
        Page[] pages = dense;
        return number < pages.length ? (Page) ELEMENT.getAcquire(pages, (int) number) : null;
    }

    /** A page that was not there just now; null if there is none. */
    private Page absent(long number, boolean keep) {
        while (true) {
            IndexPages source = saved;
            Page page = present(number);
            if (page != null || source == null || !source.has(number)) {
                return page;
            }
            try {
                page = new Page(source.read(number));
                return keep ? keep(number, page) : page;
            } catch (IOException e) {
                if (!source.closed()) {
                    rebuild(source, e);
                } else if (saved == source) {
                    throw source.closedException();
                }
            }
        }
    }

    /** Reads all pages that are not there from the log. */
    private void rebuild(IndexPages source, IOException damage) {
        synchronized (source) {
            if (saved != source) {
                return;
            }
            LOGGER.log(System.Logger.Level.WARNING, StorageMessages.indexPageDamaged(source.describe(), damage));
            ObjectIndex whole = source.rebuild();
            for (long number : source.numbers()) {
                Page page = whole.present(number);
                keep(number, page == null ? new Page(new long[2 * PAGE_SIZE]) : page);
            }
            saved = null;
        }
        try {
            source.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A damaged index could not be closed", e);
        }
    }

    /** Puts a page where there is none yet. Gives the one that is there then. */
    private Page keep(long number, Page page) {
        synchronized (sparse) {
            Page known = present(number);
            if (known == null) {
                add(number, page);
                return page;
            }
            return known;
        }
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
        private final long[] heads;

        Page(long[] heads) {
            this.heads = heads;
        }

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

        long[] copy() {
            long stamp = lock.tryOptimisticRead();
            long[] copy = heads.clone();
            if (!lock.validate(stamp)) {
                stamp = lock.readLock();
                System.arraycopy(heads, 0, copy, 0, copy.length);
                lock.unlockRead(stamp);
            }
            return copy;
        }

        static void forEachOid(long[] heads, long first, LongConsumer visitor) {
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
