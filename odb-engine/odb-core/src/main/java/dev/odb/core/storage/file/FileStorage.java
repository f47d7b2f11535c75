package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.Held;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** The default storage: an append-only log in a folder; the package's description says how it stands there. */
public final class FileStorage implements Storage {
    private static final System.Logger LOGGER = System.getLogger(FileStorage.class.getName());
    private static final int REMEMBERED_CHANGES = 1 << 18;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final Log log;
    private final LogState state;
    private final CommitPath path;
    private final RecordReader records;
    private final ChangeRing changes;
    private final ScratchFiles scratch;
    private final boolean readOnly;
    private final Closeable lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileStorage(LogOpener.Opened opened, FileSettings settings, boolean readOnly, Closeable lock) {
        this.readOnly = readOnly;
        this.lock = lock;
        log = opened.log();
        state = opened.state();
        records = new RecordReader(log);
        scratch = new ScratchFiles(log.files());
        changes = new ChangeRing(state.lastTid, REMEMBERED_CHANGES);
        path = new CommitPath(log, state, changes, settings);
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
                DiskFolder.createFolder(folder);
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
                storage.path.mark();
            }
            storage.warnOfClock(settings);
            return storage;
        } catch (IOException | RuntimeException e) {
            if (storage != null) {
                storage.log.close();
            }
            lock.close();
            throw e;
        }
    }

    /** Gives the folder of a closed database another name on the same file system, durably; an empty folder there goes. */
    public static void rename(Path folder, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.move(folder, to, StandardCopyOption.ATOMIC_MOVE);
        DiskFolder.force(to.toAbsolutePath().getParent());
    }

    @Override
    public UUID databaseId() {
        return log.database();
    }

    @Override
    public String location() {
        return log.files().location();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public long lastTid() {
        path.requireOpen();
        return path.published();
    }

    @Override
    public long newOids(int count) {
        requireWritable();
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        return path.newOids(count);
    }

    @Override
    public Revision load(long oid, long snapshot) {
        path.requireOpen();
        ObjectIndex.Head head = state.index.head(oid);
        if (head == null) {
            return null;
        }
        long serial = head.serial();
        long position = head.position();
        while (serial > snapshot) {
            RecordHeader header = records.header(position, oid);
            serial = header.serialSeen();
            position = header.predecessor();
        }
        return serial == 0 ? null : new Revision(serial, records.content(position, oid));
    }

    @Override
    public Revision loadAppended(long oid) {
        path.requireOpen();
        ObjectIndex.Head head = state.index.head(oid);
        return head == null ? null : new Revision(head.serial(), records.content(head.position(), oid));
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        path.requireOpen();
        return changes.between(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        path.requireOpen();
        int known = state.classes.id(description);
        if (known != 0) {
            return known;
        }
        requireWritable();
        return path.defineClass(description);
    }

    @Override
    public byte[] classDescription(int id) {
        path.requireOpen();
        return state.classes.description(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        requireWritable();
        return path.commit(batch, appended);
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        requireWritable();
        path.prepare(id, batch);
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        requireWritable();
        return path.commitPrepared(id, appended);
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        requireWritable();
        path.rollbackPrepared(id);
    }

    @Override
    public List<PreparedBranch> prepared() {
        path.requireOpen();
        EntryReader entries = new EntryReader(log);
        List<PreparedBranch> prepared = new ArrayList<>();
        for (Held<LogState.PreparedRecords> branch : state.branches.list()) {
            prepared.add(new PreparedBranch(branch.id(), batch(entries, branch), branch.since()));
        }
        return prepared;
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        path.requireOpen();
        return scratch.create();
    }

    @Override
    public void awaitPublished() {
        path.awaitPublished();
    }

    @Override
    public void restore(long tid, Batch batch) {
        requireWritable();
        path.restore(tid, batch);
    }

    @Override
    public long oidEnd() {
        return path.oidEnd();
    }

    @Override
    public void restoreOids(long end) {
        requireWritable();
        path.restoreOids(end);
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        path.requireOpen();
        long start = state.marks.before(first, log.start());
        return new TransactionIterator(log, records, start, first, Math.min(last, path.published()), readOnly);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        close(() -> path.close(readOnly));
        close(log);
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

    private Batch batch(EntryReader entries, Held<LogState.PreparedRecords> branch) {
        long position = branch.content().batch();
        try {
            Entry.BatchEntry batch = entries.batch(position);
            return new Batch(new BatchWrites(batch, records), batch.checks(), batch.metadata());
        } catch (DamagedException | IOException e) {
            throw StorageMessages.damagedLog(
                    Positions.describe(position), e.getMessage(), "the prepared branch " + branch.id());
        }
    }

    private void requireWritable() {
        if (readOnly) {
            throw StorageMessages.readOnly(location());
        }
        path.requireOpen();
    }

    private void warnOfClock(FileSettings settings) {
        long now = Tids.at(settings.clock().instant().plus(CLOCK_TOLERANCE));
        if (state.lastTid > now) {
            String newest = Tids.instant(state.lastTid).toString();
            LOGGER.log(System.Logger.Level.WARNING, StorageMessages.clockBehind(location(), newest));
        }
    }
}
