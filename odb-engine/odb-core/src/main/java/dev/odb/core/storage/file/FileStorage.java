package dev.odb.core.storage.file;

import dev.odb.DatabaseStatistics.StorageSize;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageHealth;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.StorageStatistics;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.ChangeRing;
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
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.ToLongBiFunction;

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
    private final CurrentLog log;
    private final IndexSaver indexes;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final BlobBytes blobBytes = new BlobBytes(this::countBlobs, System::nanoTime);
    private final Object contentsLock = new Object();
    private Contents contents;

    private FileStorage(LogOpener.Opened opened, FileSettings settings, boolean readOnly, Closeable lock) {
        this.settings = settings;
        this.readOnly = readOnly;
        this.lock = lock;
        changes = new ChangeRing(opened.state().lastTid, REMEMBERED_CHANGES);
        scratch = new ScratchFiles(opened.log().files());
        packs = new OnePack(opened.log().files().location());
        log = new CurrentLog(opened, changes, settings);
        SavedIndex index = opened.index();
        indexes = new IndexSaver(settings, log::get, index == null ? 0 : index.size(), opened.behindIndex());
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
     * @throws dev.odb.CorruptStorageException if something that was durable, and must be read to open it, is damaged
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
                storage.log.get().path().mark();
            }
            storage.warnOfClock(settings);
            if (!readOnly) {
                storage.indexes.appended();
            }
            return storage;
        } catch (IOException | RuntimeException e) {
            if (storage != null) {
                storage.log.get().state().index.close();
                storage.log.get().log().close();
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

    OpenLog openLog() {
        return log.get();
    }

    @Override
    public UUID databaseId() {
        return log.get().log().database();
    }

    @Override
    public String location() {
        return log.get().log().files().location();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public long lastTid() {
        return log.read(used -> {
            used.path().requireOpen();
            return used.path().published();
        });
    }

    @Override
    public long newOids(int count) {
        requireWritable();
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        return log.append(path -> path.newOids(count));
    }

    @Override
    public Revision load(long oid, long snapshot) {
        return log.read(used -> used.load(oid, snapshot));
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        return log.read(used -> used.revisions(oid, snapshot, most));
    }

    @Override
    public RevisionFields fields(long oid, long serial) {
        return log.read(used -> used.fields(oid, serial));
    }

    @Override
    public long serial(long oid, long snapshot) {
        return log.read(used -> used.serial(oid, snapshot));
    }

    @Override
    public Revision loadAppended(long oid) {
        return log.read(used -> used.loadAppended(oid));
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        requireOpen();
        return changes.between(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        requireOpen();
        int known = log.get().state().classes.id(description);
        if (known != 0) {
            return known;
        }
        requireWritable();
        return append(path -> path.defineClass(description));
    }

    @Override
    public byte[] classDescription(int id) {
        requireOpen();
        return log.get().state().classes.description(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        requireWritable();
        return append(path -> path.commit(batch, appended));
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        requireWritable();
        append(path -> {
            path.prepare(id, batch);
            return null;
        });
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        return decide(id, (path, byHand) -> path.commitPrepared(id, appended));
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        decide(id, (path, byHand) -> {
            path.rollbackPrepared(id);
            return 0;
        });
    }

    @Override
    public long commitByHand(BranchId id, LongConsumer appended) {
        return decide(id, (path, byHand) -> byHand.commit(id, appended));
    }

    @Override
    public void rollbackByHand(BranchId id) {
        decide(id, (path, byHand) -> {
            byHand.rollback(id);
            return 0;
        });
    }

    private long decide(BranchId id, ToLongBiFunction<CommitPath, ByHand> decision) {
        requireWritable();
        return append(path -> {
            ByHand byHand = byHand(path);
            try {
                return decision.applyAsLong(path, byHand);
            } catch (NoSuchElementException e) {
                throw byHand.refusal(id, e);
            }
        });
    }

    /** For a step that appends, during which the log stays. */
    private ByHand byHand(CommitPath path) {
        return new ByHand(log.get().log(), log.get().state(), path, settings.clock());
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        return log.read(used -> {
            used.path().requireOpen();
            return used.state().byHand.list();
        });
    }

    @Override
    public void forget(BranchId id) {
        requireWritable();
        append(path -> {
            byHand(path).forget(id);
            return null;
        });
    }

    @Override
    public List<PreparedBranch> prepared() {
        return log.read(used -> used.prepared(branch -> log.recordsOf(used, branch)));
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        requireOpen();
        return scratch.create();
    }

    @Override
    public void awaitPublished() {
        log.append(path -> {
            path.awaitPublished();
            return null;
        });
    }

    @Override
    public Contents contents() {
        log.get().path().requireOpen();
        synchronized (contentsLock) {
            if (contents == null) {
                try {
                    contents = log.get().log().files().contents(readOnly);
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
        return log.append(CommitPath::oidEnd);
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
        return log.exists(oid);
    }

    @Override
    public long packedTid() {
        requireOpen();
        return log.get().state().packedTid;
    }

    @Override
    public PackResult pack(PackRequest request) {
        requireWritable();
        return packs.run(() -> {
            OpenLog before = log.get();
            try {
                return indexes.during(() -> new FilePack(before, request, packs, settings, log).run());
            } finally {
                if (log.get() != before) {
                    indexes.replaced(before);
                }
            }
        });
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        return new SteadyIterator(
                log::get,
                first,
                Math.min(last, lastTid()),
                (used, from, to) -> used.transactions(from, to, readOnly, tid -> log.recordsOf(used, tid)));
    }

    @Override
    public StorageStatistics statistics() {
        requireOpen();
        long logBytes = log.get().log().allocated();
        return new StorageStatistics(
                log.forces().snapshot(), new StorageSize(logBytes, indexes.size(), blobBytes.get()));
    }

    private long countBlobs() {
        try {
            return contents().bytes();
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(location(), e);
        }
    }

    @Override
    public StorageHealth health() {
        OpenLog now = log.get();
        return new StorageHealth(now.path().failure(), now.log().files().room());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        indexes.stop();
        packs.close();
        close(() -> log.get().path().close(readOnly));
        try {
            if (readOnly) {
                close(log.get().state().index);
            } else {
                indexes.close();
            }
        } finally {
            close(log.get().log());
            close(lock);
        }
    }

    /** Saves the index in this thread. */
    void saveIndex() {
        indexes.save();
    }

    /** The log in use. */
    OpenLog current() {
        return log.get();
    }

    private <T, E extends Exception> T append(CurrentLog.Appending<T, E> step) throws E {
        T result = log.append(step);
        indexes.appended();
        return result;
    }

    private void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            // everything acknowledged is durable already; the next open finds the end of the log without the mark
            LOGGER.log(System.Logger.Level.WARNING, "Closing '" + location() + "' was not clean", e);
        }
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
        long newestTid = log.get().state().lastTid;
        if (newestTid > now) {
            String newest = Tids.instant(newestTid).toString();
            LOGGER.log(System.Logger.Level.WARNING, StorageMessages.clockBehind(location(), newest));
        }
    }
}
