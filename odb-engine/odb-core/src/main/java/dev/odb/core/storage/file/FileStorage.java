package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.OnePack;
import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** The default storage: an append-only log in a folder; the package's description says how it stands there. */
public final class FileStorage implements Storage {
    private static final System.Logger LOGGER = System.getLogger(FileStorage.class.getName());
    private static final int REMEMBERED_CHANGES = 1 << 18;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final FileSettings settings;
    private final ScratchFiles scratch;
    private final boolean readOnly;
    private final Closeable lock;
    private final ChangeRing changes;
    private final OnePack packs;
    /** Shared by whoever appends, and waits for what it appended to be durable; exclusive for the steps of a pack. */
    private final ReadWriteLock appending = new ReentrantReadWriteLock();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Object contentsLock = new Object();
    private Contents contents;
    private volatile OidSet removing;
    private volatile OpenLog current;

    private FileStorage(LogOpener.Opened opened, FileSettings settings, boolean readOnly, Closeable lock) {
        this.settings = settings;
        this.readOnly = readOnly;
        this.lock = lock;
        changes = new ChangeRing(opened.state().lastTid, REMEMBERED_CHANGES);
        scratch = new ScratchFiles(opened.log().files());
        packs = new OnePack(opened.log().files().location());
        current = openLog(opened.log(), opened.state());
    }

    private OpenLog openLog(Log log, LogState state) {
        return new OpenLog(log, state, new CommitPath(log, state, changes, settings), new RecordReader(log));
    }

    /**
     * Opens the database in a folder, with the default settings.
     *
     * @see #open(Path, boolean, FileSettings)
     */
    public static FileStorage open(Path folder, boolean readOnly) {
        return open(folder, readOnly, FileSettings.DEFAULT);
    }

    /**
     * Opens the database in a folder. For writing, the folder and an empty database are created if missing and the folder
     * is locked against other writers. Read-only, nothing is changed, created or locked: what was complete when it was
     * opened is seen, even beside a writer, and damaged parts are passed over.
     *
     * @throws dev.odb.StorageLockedException if another process or another instance in this one writes there
     * @throws dev.odb.CorruptStorageException if something that was durable is damaged
     */
    public static FileStorage open(Path folder, boolean readOnly, FileSettings settings) {
        Closeable lock = () -> {};
        try {
            if (!readOnly) {
                OwnFiles.createFolder(folder);
                lock = FolderLock.take(folder);
            } else if (!Files.isDirectory(folder)) {
                throw StorageMessages.noDatabase(folder.toString());
            }
            return open(new DiskFolder(folder), readOnly, settings, lock);
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(folder.toString(), e);
        }
    }

    /** Opens on any disk; {@code lock} is let go at close, or here if it cannot be opened. */
    static FileStorage open(FileAccess files, boolean readOnly, FileSettings settings, Closeable lock)
            throws IOException {
        FileStorage storage = null;
        try {
            LogOpener.Opened opened = new LogOpener(files, settings, readOnly).open();
            storage = new FileStorage(opened, settings, readOnly, lock);
            if (!readOnly) {
                storage.scratch.removeLeftovers();
            }
            if (!readOnly && opened.repaired()) {
                storage.current.path().mark();
            }
            storage.warnOfClock(settings);
            return storage;
        } catch (IOException | RuntimeException e) {
            if (storage != null) {
                storage.current.log().close();
            }
            lock.close();
            throw e;
        }
    }

    /** Gives the folder of a closed database another name on the same file system, durably; an empty folder there goes. */
    public static void rename(Path folder, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.move(folder, to, StandardCopyOption.ATOMIC_MOVE);
        OwnFiles.forceFolder(to.toAbsolutePath().getParent());
    }

    @Override
    public UUID databaseId() {
        return current.log().database();
    }

    @Override
    public String location() {
        return current.log().files().location();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public long lastTid() {
        return read(log -> {
            log.path().requireOpen();
            return log.path().published();
        });
    }

    @Override
    public long newOids(int count) {
        requireWritable();
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        return append(path -> path.newOids(count));
    }

    @Override
    public Revision load(long oid, long snapshot) {
        return read(log -> log.load(oid, snapshot));
    }

    @Override
    public Revision loadAppended(long oid) {
        return read(log -> log.loadAppended(oid));
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        requireOpen();
        return changes.between(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        requireOpen();
        int known = current.state().classes.id(description);
        if (known != 0) {
            return known;
        }
        requireWritable();
        return append(path -> path.defineClass(description));
    }

    @Override
    public byte[] classDescription(int id) {
        requireOpen();
        return current.state().classes.description(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        requireWritable();
        appending.readLock().lock();
        try {
            return current.path().commit(batch, appended);
        } finally {
            appending.readLock().unlock();
        }
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        requireWritable();
        appending.readLock().lock();
        try {
            current.path().prepare(id, batch);
        } finally {
            appending.readLock().unlock();
        }
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        requireWritable();
        return append(path -> path.commitPrepared(id, appended));
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        requireWritable();
        append(path -> {
            path.rollbackPrepared(id);
            return null;
        });
    }

    @Override
    public List<PreparedBranch> prepared() {
        return read(log -> log.prepared((position, oid, branch) -> content(log, position, oid, branch)));
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        requireOpen();
        return scratch.create();
    }

    @Override
    public void awaitPublished() {
        append(path -> {
            path.awaitPublished();
            return null;
        });
    }

    @Override
    public Contents contents() {
        current.path().requireOpen();
        synchronized (contentsLock) {
            if (contents == null) {
                try {
                    contents = current.log().files().contents(readOnly);
                } catch (IOException e) {
                    throw StorageMessages.cannotOpen(location(), e);
                }
            }
            return contents;
        }
    }

    @Override
    public void restore(long tid, Batch batch) {
        requireWritable();
        append(path -> {
            path.restore(tid, batch);
            return null;
        });
    }

    @Override
    public long oidEnd() {
        return append(CommitPath::oidEnd);
    }

    @Override
    public void restoreOids(long end) {
        requireWritable();
        append(path -> {
            path.restoreOids(end);
            return null;
        });
    }

    @Override
    public void restorePacked(long tid) {
        requireWritable();
        append(path -> {
            path.restorePacked(tid);
            return null;
        });
    }

    @Override
    public boolean exists(long oid) {
        requireOpen();
        // in this order, so that what a pack has removed meanwhile is missing in one of them
        OidSet going = removing;
        return (going == null || !going.contains(oid)) && current.state().index.head(oid) != null;
    }

    @Override
    public long packedTid() {
        requireOpen();
        return current.state().packedTid;
    }

    @Override
    public PackResult pack(PackRequest request) {
        requireWritable();
        return packs.run(() -> new FilePack(current, request, packs, settings, new PackSteps()).run());
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        return new SteadyIterator(
                () -> current,
                first,
                Math.min(last, lastTid()),
                (log, from, to) ->
                        log.transactions(from, to, readOnly, (position, oid, tid) -> content(log, position, oid, tid)));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        packs.close();
        close(() -> current.path().close(readOnly));
        close(current.log());
        close(lock);
    }

    private void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            // everything acknowledged is durable already; the next open finds the end of the log without the mark
            LOGGER.log(System.Logger.Level.WARNING, "Closing '" + location() + "' was not clean", e);
        }
    }

    /** Runs again what failed because a pack has put another log in the place of the one that was read. */
    private <T> T read(Function<OpenLog, T> reading) {
        OpenLog used = current;
        while (true) {
            try {
                return reading.apply(used);
            } catch (RuntimeException e) {
                OpenLog now = current;
                if (now == used) {
                    throw e;
                }
                used = now;
            }
        }
    }

    private <T> T append(Function<CommitPath, T> step) {
        appending.readLock().lock();
        try {
            return step.apply(current.path());
        } finally {
            appending.readLock().unlock();
        }
    }

    /** The bytes of a revision that was found in a log which may have been packed since. */
    private byte[] content(OpenLog found, long position, long oid, long tid) {
        try {
            return found.records().content(position, oid);
        } catch (RuntimeException e) {
            if (current == found) {
                throw e;
            }
        }
        Revision revision = load(oid, tid);
        if (revision == null || revision.serial() != tid) {
            throw StorageMessages.packedMeanwhile(oid, tid, location());
        }
        return revision.record();
    }

    /** The same of a prepared branch. */
    private byte[] content(OpenLog found, long position, long oid, BranchId branch) {
        try {
            return found.records().content(position, oid);
        } catch (RuntimeException e) {
            if (current == found) {
                throw e;
            }
        }
        return read(log -> {
            Held<LogState.PreparedRecords> held = log.state().branches.require(branch);
            return log.records().content(held.content().position(held, oid), oid);
        });
    }

    private void requireWritable() {
        if (readOnly) {
            throw StorageMessages.readOnly(location());
        }
        requireOpen();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The storage in '" + location() + "' is closed.");
        }
    }

    private void warnOfClock(FileSettings settings) {
        long now = Tids.at(settings.clock().instant().plus(CLOCK_TOLERANCE));
        long newestTid = current.state().lastTid;
        if (newestTid > now) {
            String newest = Tids.instant(newestTid).toString();
            LOGGER.log(System.Logger.Level.WARNING, StorageMessages.clockBehind(location(), newest));
        }
    }

    /** What a pack does to the storage. */
    private final class PackSteps implements FilePack.Steps {
        @Override
        public void exclusively(FilePack.Step step) throws IOException, DamagedException {
            appending.writeLock().lock();
            try {
                step.run();
            } finally {
                appending.writeLock().unlock();
            }
        }

        @Override
        public void removing(OidSet oids) {
            removing = oids;
        }

        @Override
        public void replace(Log log, LogState state) {
            OpenLog before = current;
            current = openLog(log, state);
            removing = null;
            before.path().retire();
        }
    }
}
