package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Decides when the index is saved: in the background, when enough was appended since it was; at a close; after a pack. A
 * failure is only reported, since the log has everything. Any thread.
 */
final class IndexSaver {
    private static final System.Logger LOGGER = System.getLogger(IndexSaver.class.getName());
    /** The log grows by so many times the size of the index before that is written again. */
    private static final int GROWTH = 4;
    /** What reading at open is not worth a write at close: that part of the index's size. */
    private static final int WORTH = 64;

    private final FileSettings settings;
    private final Supplier<OpenLog> current;
    private final ReentrantLock saving = new ReentrantLock();
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile boolean paused;
    private volatile boolean closing;
    private volatile long size;
    /** How many bytes had been appended to the current log when its index was last saved. */
    private volatile long savedAfter;
    /** The same of when that was last tried. */
    private volatile long triedAfter;

    private volatile boolean failed;
    private long number;

    /**
     * Nothing is saved before it is asked for.
     *
     * @param size of the index that the log was opened with, 0 if there was none
     * @param since how many bytes stand in the log behind what that speaks of
     */
    IndexSaver(FileSettings settings, Supplier<OpenLog> current, long size, long since) {
        this.settings = settings;
        this.current = current;
        this.size = size;
        savedAfter = -since;
        triedAfter = -since;
    }

    /** Something was appended, and no lock is held. */
    void appended() {
        long appended = current.get().log().appended();
        if (!stopped()
                && appended - triedAfter >= Math.max(settings.indexAfter(), GROWTH * size)
                && requested.compareAndSet(false, true)) {
            try {
                IdleThread.run(this::background);
            } catch (OutOfMemoryError e) {
                // the process may have no more threads; what was just committed is committed all the same
                triedAfter = appended;
                requested.set(false);
                reportOnce(e);
            }
        }
    }

    /** The bytes of the newest one. */
    long size() {
        return size;
    }

    /** Saves it now, unless it is being stopped. */
    void save() {
        save(() -> {
            if (stopped()) {
                throw new CancellationException("the storage is packed or closed");
            }
        });
    }

    /** Runs a pack; nothing is saved meanwhile. */
    <T> T during(Supplier<T> pack) {
        paused = true;
        try {
            awaitEnd();
            return pack.get();
        } finally {
            paused = false;
        }
    }

    /** Another log has taken the place of the one whose index was saved. */
    void replaced(OpenLog before) {
        saving.lock();
        try {
            close(before);
            size = 0;
            triedAfter = 0;
            savedAfter = 0;
            removeOthers(null);
            save();
        } finally {
            saving.unlock();
        }
    }

    /** The storage closes: ends what is under way; nothing is begun any more but by {@link #close}. */
    void stop() {
        closing = true;
        awaitEnd();
    }

    private boolean stopped() {
        return paused || closing;
    }

    private void awaitEnd() {
        saving.lock();
        saving.unlock();
    }

    /** Saves what is worth it, when nobody appends any more, unless the storage has failed. */
    void close() {
        OpenLog open = current.get();
        boolean failed = open.path().failed();
        if (!failed && open.log().appended() - savedAfter > Math.max(Group.markSize(), size / WORTH)) {
            save(() -> {});
        }
        close(open);
    }

    private static void close(OpenLog open) {
        try {
            open.state().index.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A saved index could not be closed", e);
        }
    }

    private void background() {
        try {
            save();
        } finally {
            requested.set(false);
        }
    }

    private void save(Runnable going) {
        saving.lock();
        try {
            OpenLog open = current.get();
            going.run();
            triedAfter = open.log().appended();
            long after = triedAfter;
            number = Math.max(number, highest(open.log().files())) + 1;
            String name = IndexName.of(number);
            IndexWriter.Saved saved = new IndexWriter(open, name, going).write();
            size = saved.size();
            savedAfter = after;
            open.state().index.savedAs(saved.pages());
            removeOthers(name);
            failed = false;
        } catch (CancellationException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The index was not saved", e);
        } catch (IOException | RuntimeException e) {
            reportOnce(e);
        } finally {
            saving.unlock();
        }
    }

    private void reportOnce(Throwable failure) {
        if (!failed) {
            failed = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    StorageMessages.indexNotSaved(current.get().log().files().location(), failure),
                    failure);
        }
    }

    private static long highest(FileAccess files) throws IOException {
        return files.list().stream().mapToLong(IndexName::number).max().orElse(0);
    }

    /** What stays costs space only: it is older, or of another log. */
    private void removeOthers(String kept) {
        FileAccess files = current.get().log().files();
        try {
            for (String name : files.list()) {
                number = Math.max(number, IndexName.number(name));
                if (IndexName.number(name) > 0 && !name.equals(kept)) {
                    files.delete(name);
                }
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "An old index could not be removed", e);
        }
    }
}
