package dev.odb.core.storage.file;

import dev.odb.StorageFailedException;
import dev.odb.StorageFullException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives out oids from ranges that are durably reserved, so that none is given out twice, whatever crashes. The next range
 * is appended before the last one is used up; whoever needs it waits only if no commit has forced it meanwhile. Any
 * thread; {@link #raise} waits for nothing.
 */
final class OidRanges {
    private static final System.Logger LOGGER = System.getLogger(OidRanges.class.getName());
    private static final long FIRST_STEP = 1024;
    private static final long LAST_STEP = 1 << 16;

    private final Ranges log;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong next;
    private volatile long durableEnd;
    private long reservedEnd;
    private long reservedPosition;
    private long step = FIRST_STEP;

    /** Where ranges are written. */
    interface Ranges {
        /** Appends the end of a new range. Gives the position to wait for. */
        long append(long end);

        /** Waits until everything before the position is durable. */
        void await(long position) throws IOException;
    }

    OidRanges(long next, Ranges log) {
        this.log = log;
        this.next = new AtomicLong(next);
        durableEnd = next;
        reservedEnd = next;
    }

    long take(int count) throws IOException {
        while (true) {
            long first = next.get();
            long durable = durableEnd;
            if (first + count > durable) {
                reserve(first + count);
            } else if (next.compareAndSet(first, first + count)) {
                if (durable - first - count < FIRST_STEP / 2 && lock.tryLock()) {
                    ahead(first + count + FIRST_STEP / 2);
                }
                return first;
            }
        }
    }

    /** The first that was not given out. */
    long next() {
        return next.get();
    }

    /** The oid is in use: none up to it will be given out. */
    void raise(long oid) {
        next.accumulateAndGet(oid + 1, Math::max);
    }

    private void ahead(long end) {
        try {
            append(end);
        } catch (StorageFullException | StorageFailedException e) {
            // whoever really needs the range reports it
            LOGGER.log(System.Logger.Level.DEBUG, "No oids could be reserved ahead", e);
        } finally {
            lock.unlock();
        }
    }

    private void reserve(long end) throws IOException {
        lock.lock();
        try {
            append(end);
            if (durableEnd < end) {
                log.await(reservedPosition);
                durableEnd = reservedEnd;
            }
        } finally {
            lock.unlock();
        }
    }

    private void append(long end) {
        if (end > reservedEnd) {
            long rangeEnd = end + step;
            reservedPosition = log.append(rangeEnd);
            reservedEnd = rangeEnd;
            step = Math.min(LAST_STEP, 2 * step);
        }
    }
}
