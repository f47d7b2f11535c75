package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.Outcome;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Tids;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Restores a database from a backup folder: into an empty folder, as a database with an id of its own and without undecided
 * branches; or in place, over the database itself, with its id. One thread uses an instance.
 */
public final class FileRestore {
    private static final System.Logger LOGGER = System.getLogger(FileRestore.class.getName());

    private final Path folder;
    private final Path target;
    private final Options options;
    private final Supplier<RecordInspector> inspectors;
    private final BackupProgress progress;
    private final BackupFolder backups;

    /**
     * What to restore.
     *
     * @param upTo the newest transaction that is wanted: its tid or a greater number; {@link Long#MAX_VALUE} for all that
     *     the backup has
     * @param chain the chain to take it from, or null for the newest one that has it
     * @param inPlace whether the target is the database itself, which keeps its id and, without {@code upTo}, its undecided
     *     branches; what is there is moved aside
     */
    public record Options(long upTo, String chain, boolean inPlace) {
        /** The newest state, as a database of its own. */
        public static final Options NEWEST = new Options(Long.MAX_VALUE, null, false);

        private boolean newest() {
            return upTo == Long.MAX_VALUE;
        }
    }

    /**
     * A branch that its transaction manager may still ask for, and that the restored database does not know.
     *
     * @param branch its Xid
     * @param since when it was prepared
     * @param objects how many it had written; 0 if it was decided by hand
     * @param outcome of a decision by hand, which stays in effect; {@link Outcome#UNKNOWN} if it was undecided and is rolled
     *     back
     */
    public record Dropped(String branch, Instant since, int objects, Outcome outcome) {}

    /**
     * What was restored.
     *
     * @param database the id of the restored database
     * @param original that of the one that was backed up
     * @param chain where it was taken from
     * @param lastTid the newest transaction
     * @param transactions how many
     * @param contents of blobs
     * @param contentBytes their bytes
     * @param dropped the branches in doubt, and those that were decided by hand, that were left out
     * @param aside the folder in the target with what was there before, or empty
     */
    public record Report(
            UUID database,
            UUID original,
            String chain,
            long lastTid,
            long transactions,
            long contents,
            long contentBytes,
            List<Dropped> dropped,
            String aside) {}

    /**
     * For one restore.
     *
     * @param folder of backups
     * @param target of the database
     * @param inspectors give what knows the records of one storage
     */
    public FileRestore(
            Path folder, Path target, Options options, Supplier<RecordInspector> inspectors, BackupListener listener) {
        this.folder = folder;
        this.target = target;
        this.options = options;
        this.inspectors = inspectors;
        progress = new BackupProgress(listener);
        backups = new BackupFolder(folder);
    }

    /**
     * Restores. If it fails, the target is as before.
     *
     * @throws CorruptStorageException if the backup is damaged
     * @throws dev.odb.StorageLockedException if the target is in use
     * @throws dev.odb.OdbException if there is no such backup, or the target cannot be used
     */
    public Report run() {
        try {
            String name = choose();
            BackupChain chain = read(name);
            try (RestorePlace place = RestorePlace.take(target)) {
                long oidEnd = 1;
                if (options.inPlace()) {
                    requireSame(chain.last());
                    oidEnd = presentOidEnd();
                } else {
                    place.requireEmpty();
                }
                return restore(name, chain, place, oidEnd);
            } catch (DamagedException e) {
                throw BackupMessages.damaged(path(name), Positions.describe(e.position()) + ": " + e.getMessage(), e);
            } catch (DamagedBackupException e) {
                throw BackupMessages.damaged(path(name), e.getMessage(), e);
            } catch (NoSuchFileException e) {
                throw BackupMessages.damaged(path(name), "'" + e.getFile() + "' is missing", e);
            }
        } catch (IOException e) {
            throw BackupMessages.notRestored(target.toString(), e);
        }
    }

    private Report restore(String name, BackupChain chain, RestorePlace place, long oidEnd)
            throws IOException, DamagedException, DamagedBackupException {
        progress.begin(BackupListener.Phase.COMPARE, chain.bytes());
        for (BackupManifest manifest : chain.manifests()) {
            chain.requireWhole(manifest, progress);
        }
        progress.end();
        UUID original = chain.last().database();
        UUID database = options.inPlace() ? original : UUID.randomUUID();
        try (FileStorage source = chain.open()) {
            LogRestore log =
                    new LogRestore(new DiskFolder(place.staging()), FileSettings.DEFAULT, inspectors.get(), progress);
            List<Dropped> dropped = log.run(
                    source,
                    new LogRestore.Wanted(database, options.upTo(), options.inPlace() && options.newest(), oidEnd));
            return new Report(
                    database,
                    original,
                    name,
                    log.lastTid(),
                    log.transactions(),
                    log.contents(),
                    log.contentBytes(),
                    dropped,
                    place.settle());
        } catch (CorruptStorageException e) {
            throw BackupMessages.damaged(path(name), e.getMessage(), e);
        }
    }

    private BackupChain read(String name) throws IOException {
        try {
            return backups.chain(name);
        } catch (DamagedBackupException e) {
            throw BackupMessages.damaged(path(name), e.getMessage(), e);
        }
    }

    /** The newest chain that has the moment. */
    private String choose() throws IOException {
        List<String> names = options.chain() == null ? new ArrayList<>(backups.chains()) : List.of(options.chain());
        List<String> known = new ArrayList<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            BackupChain chain = read(names.get(i));
            if (chain.isEmpty()) {
                continue;
            }
            if (options.newest() || has(chain)) {
                return names.get(i);
            }
            known.add(names.get(i) + " from "
                    + (chain.last().packedTid() == 0
                            ? "its beginning"
                            : moment(chain.last().packedTid())) + " to "
                    + moment(chain.last().lastTid()) + ", made "
                    + chain.last().made());
        }
        if (known.isEmpty()) {
            throw BackupMessages.noBackup(folder.toString());
        }
        throw BackupMessages.outside(folder.toString(), moment(options.upTo()), String.join("; ", known));
    }

    private boolean has(BackupChain chain) throws IOException {
        BackupManifest last = chain.last();
        boolean early = options.upTo() < last.packedTid();
        boolean late =
                options.upTo() > last.lastTid() && Tids.instant(options.upTo()).isAfter(last.made());
        return !early && !late && (options.upTo() >= last.lastTid() || beginsBefore(chain));
    }

    private boolean beginsBefore(BackupChain chain) throws IOException {
        try (Log log = chain.log()) {
            return LogRestore.endOf(log, options.upTo()) > log.start();
        } catch (DamagedException | DamagedBackupException e) {
            throw BackupMessages.damaged(chain.files().location(), e.getMessage(), e);
        }
    }

    private static String moment(long tid) {
        return "transaction " + tid + " of " + Tids.instant(tid);
    }

    private String path(String chain) {
        return backups.path(chain).toString();
    }

    private void requireSame(BackupManifest backup) throws IOException {
        UUID there = databaseIn(target);
        if (there != null && !there.equals(backup.database())) {
            throw BackupMessages.otherInPlace(target.toString(), there, backup.database());
        }
        Path original = Path.of(URI.create(backup.folder()));
        if (!original.equals(target.toRealPath()) && backup.database().equals(databaseIn(original))) {
            throw BackupMessages.originalThere(target.toString(), original.toString());
        }
    }

    /** The id that the folder's log has, or null if there is none that can be read. */
    private static UUID databaseIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        DiskFolder files = new DiskFolder(folder);
        for (String name : files.list().stream().sorted().toList()) {
            if (SegmentName.number(name) > 0) {
                SegmentHeader header = header(files, name);
                if (header != null) {
                    return header.database();
                }
            }
        }
        return null;
    }

    private static SegmentHeader header(DiskFolder files, String name) throws IOException {
        try (LogFile file = files.open(name, false)) {
            return PieceFolder.header(file, name);
        }
    }

    /** No oid of the database that is replaced is given out again, if it can still be read. */
    private long presentOidEnd() throws IOException {
        if (databaseIn(target) == null) {
            return 1;
        }
        try (FileStorage present = FileStorage.open(target, true)) {
            return present.oidEnd();
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "What is in '" + target + "' cannot be read, so oids that were given out since the backup may be"
                            + " given out again: " + e.getMessage());
            return 1;
        }
    }
}
