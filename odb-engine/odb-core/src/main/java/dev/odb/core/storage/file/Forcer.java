package dev.odb.core.storage.file;

import dev.odb.core.storage.Jfr;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Group commit: of the threads that wait for a position to become durable one forces for all that was appended by then,
 * the others wait for it. What is forced is published before anybody hears of it. After one failed force nothing is
 * forced any more, since the operating system may have dropped what it could not write.
 */
final class Forcer {
    private static final System.Logger LOGGER = System.getLogger(Forcer.class.getName());

    private final Log log;
    private final Supplier<Appended> appended;
    private final ForceCounts counts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private boolean forcing;
    private Appended last;
    private volatile long forced;
    private volatile long published;
    private volatile Throwable failure;

    /**
     * The end of what was appended.
     *
     * @param end its position
     * @param tid the newest decision before it
     * @param bytes how many had been appended since the log was opened
     * @param commits the commits, prepares and decisions among them
     */
    record Appended(long end, long tid, long bytes, long commits) {}

    /**
     * Begins with a log that is durable to its end.
     *
     * @param appended looked at once before each force; may take the append section's lock
     * @param counts told of each force
     */
    Forcer(Log log, Appended start, Supplier<Appended> appended, ForceCounts counts) {
        this.log = log;
        this.appended = appended;
        this.counts = counts;
        last = start;
        forced = start.end;
        published = start.tid;
    }

    /** Everything before it is durable. */
    long forced() {
        return forced;
    }

    /** How many bytes before the position are not known to be durable; more than there are if segments lie between. */
    long behind(long position) {
        return position - forced;
    }

    /** The newest tid that readers may see. */
    long published() {
        return published;
    }

    /** What made the storage stop, or null. */
    Throwable failure() {
        return failure;
    }

    /** Stops: whoever waits fails. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything before the position is durable and published.
     *
     * @throws IOException if it never will be
     */
    void await(long position) throws IOException {
        if (forced >= position) {
            return;
        }
        lock.lock();
        try {
            while (forced < position) {
                if (failure != null) {
                    throw new IOException(failure.toString(), failure);
                }
                if (forcing) {
                    done.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        forcing = true;
        lock.unlock();
        Appended target = null;
        Throwable problem = null;
        ForceEvent event = null;
        try {
            allocateAhead();
            target = appended.get();
            event = Jfr.PRESENT ? ForceEvent.start() : null;
            log.force(forced, target.end);
        } catch (IOException | RuntimeException | Error e) {
            // told to everybody who waits, this thread among them
            problem = e;
        } finally {
            lock.lock();
            forcing = false;
            if (problem == null) {
                published = target.tid;
                forced = target.end;
                forced(target, event);
            } else if (failure == null) {
                failure = problem;
            }
            done.signalAll();
        }
    }

    private void forced(Appended target, ForceEvent event) {
        long bytes = target.bytes - last.bytes;
        long commits = target.commits - last.commits;
        last = target;
        counts.forced(bytes, commits);
        if (event != null) {
            event.forced(log.files().location(), bytes, commits);
        }
    }

    private void allocateAhead() {
        try {
            log.allocateAhead();
        } catch (IOException e) {
            // the commit that really needs the room reports it
            LOGGER.log(
                    System.Logger.Level.DEBUG, "No room ahead in " + log.files().location(), e);
        }
    }
}
