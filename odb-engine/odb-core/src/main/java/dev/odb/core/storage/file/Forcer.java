package dev.odb.core.storage.file;

import dev.odb.core.storage.Jfr;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Group commit: of the threads that wait for a position to become durable one forces for all that was appended by then,
 * the others wait for it. What is forced is published before anybody hears of it. After one failed force nothing is
 * forced any more, since the operating system may have dropped what it could not write.
 *
 * <p>Who has forced wakes all for whom that was enough, and of the others one that forces next. No lock is held, since
 * threads that are woken together would queue up for it.
 */
final class Forcer {
    private static final System.Logger LOGGER = System.getLogger(Forcer.class.getName());

    private final Log log;
    private final Supplier<Appended> appended;
    private final ForceCounts counts;
    private final AtomicBoolean forcing = new AtomicBoolean();
    private final AtomicReference<Waiter> waiting = new AtomicReference<>();
    private Appended counted;
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

    /** A thread that waits. Those that have gone on by themselves may still stand among the others. */
    private static final class Waiter extends AtomicReference<State> {
        private static final long serialVersionUID = 1;

        private final transient Thread thread = Thread.currentThread();
        private final long position;
        private transient Waiter next;

        Waiter(long position) {
            super(State.WAITS);
            this.position = position;
        }
    }

    private enum State {
        WAITS,
        /** Has gone on. */
        GONE,
        /** Has to see to it that somebody forces for those that wait. */
        CALLED
    }

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
        counted = start;
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
        stop(cause);
        wake();
    }

    private synchronized void stop(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /**
     * Waits until everything before the position is durable and published.
     *
     * @throws IOException if it never will be
     */
    void await(long position) throws IOException {
        boolean called = false;
        try {
            while (forced < position) {
                if (failure != null) {
                    throw new IOException(failure.toString(), failure);
                }
                boolean leads = forcing.compareAndSet(false, true);
                // now somebody forces, who wakes the others afterwards
                called = false;
                if (leads) {
                    lead(position);
                } else {
                    called = rest(new Waiter(position));
                }
            }
        } finally {
            if (called) {
                wake();
            }
        }
    }

    /** Waits while somebody else forces. Gives whether it was called. */
    private boolean rest(Waiter me) {
        boolean interrupted = false;
        push(me, me);
        // whoever stops forcing looks afterwards who waits
        while (me.get() == State.WAITS && forcing.get()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !me.compareAndSet(State.WAITS, State.GONE) && me.get() == State.CALLED;
    }

    private void push(Waiter first, Waiter last) {
        do {
            last.next = waiting.get();
        } while (!waiting.compareAndSet(last.next, first));
    }

    private void lead(long position) {
        try {
            // somebody else may have done it just before
            if (forced < position && failure == null) {
                allocateAhead();
                Appended target = appended.get();
                ForceEvent event = Jfr.isUsed() ? ForceEvent.start() : null;
                log.force(forced, target.end);
                published = target.tid;
                forced = target.end;
                count(target, event);
            }
        } catch (IOException | RuntimeException | Error e) {
            // told to everybody who waits, this thread among them
            stop(e);
        } finally {
            forcing.set(false);
            wake();
        }
    }

    /** Lets those go on that need not wait any more, and calls one of the others. */
    private void wake() {
        Waiter served = null;
        Waiter called = null;
        boolean looking = true;
        while (looking) {
            Waiter first = null;
            Waiter last = null;
            called = null;
            for (Waiter each = waiting.getAndSet(null), next; each != null; each = next) {
                next = each.next;
                if (failure != null || each.position <= forced) {
                    each.next = served;
                    served = each;
                } else if (called == null) {
                    called = each;
                } else {
                    each.next = first;
                    first = each;
                    last = last == null ? each : last;
                }
            }
            if (first != null) {
                // before the one is called that wakes them
                push(first, last);
            }
            looking = called != null && !called.compareAndSet(State.WAITS, State.CALLED);
        }
        if (called != null) {
            LockSupport.unpark(called.thread);
        }
        for (; served != null; served = served.next) {
            if (served.compareAndSet(State.WAITS, State.GONE)) {
                LockSupport.unpark(served.thread);
            }
        }
    }

    /** Only while it leads. */
    private void count(Appended target, ForceEvent event) {
        long bytes = target.bytes - counted.bytes;
        long commits = target.commits - counted.commits;
        counted = target;
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
