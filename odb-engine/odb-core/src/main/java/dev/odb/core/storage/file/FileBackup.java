package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Backs up the database in a folder while others may use it, in this process or another; no lock is taken and nobody
 * waits. A backup folder holds chains: a full backup, and what later backups added to it. One thread uses an instance.
 */
public final class FileBackup {
    private static final int ATTEMPTS = 5;

    private final Path database;
    private final Path folder;
    private final boolean full;
    private final Supplier<RecordInspector> inspectors;
    private final BackupProgress progress;
    private final BackupFolder backups;

    /**
     * What a backup has done.
     *
     * @param database the database's id
     * @param chain the name of the chain's folder
     * @param number of the backup in its chain, 1 for a full one
     * @param reason why it is a full one, empty if it is none
     * @param changed whether anything was added; otherwise the last backup has all of it already
     * @param lastTid the newest transaction in it
     * @param bytes of the log that were added
     * @param chainBytes of the log in all of the chain
     * @param contents of blobs that were added
     * @param contentBytes their bytes
     * @param branches undecided ones in it
     */
    public record Report(
            UUID database,
            String chain,
            int number,
            String reason,
            boolean changed,
            long lastTid,
            long bytes,
            long chainBytes,
            long contents,
            long contentBytes,
            int branches) {}

    /**
     * For one backup.
     *
     * @param full whether to begin a new chain in any case
     * @param inspectors give what knows the records of one storage
     */
    public FileBackup(
            Path database, Path folder, boolean full, Supplier<RecordInspector> inspectors, BackupListener listener) {
        this.database = database;
        this.folder = folder;
        this.full = full;
        this.inspectors = inspectors;
        progress = new BackupProgress(listener);
        backups = new BackupFolder(folder);
    }

    /**
     * Makes it.
     *
     * @throws CorruptStorageException if the database is damaged; what was there before stays
     * @throws dev.odb.StorageLockedException if another backup into the folder runs
     * @throws dev.odb.OdbException if it cannot be written, or there is no such database
     */
    public Report run() {
        if (absolute(folder).startsWith(absolute(database))) {
            throw BackupMessages.sameFolder(folder.toString());
        }
        if (!Files.isDirectory(database)) {
            throw StorageMessages.noDatabase(database.toString());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(attempt == ATTEMPTS);
            } catch (OvertakenException e) {
                if (attempt == ATTEMPTS && e.missing()) {
                    throw BackupMessages.sourceDamaged(database.toString(), e.getMessage(), e);
                }
                if (attempt == ATTEMPTS) {
                    throw BackupMessages.overtaken(database.toString(), ATTEMPTS, e);
                }
            } catch (IOException e) {
                throw BackupMessages.notWritten(folder.toString(), e);
            }
        }
    }

    private Report attempt(boolean last) throws IOException, OvertakenException {
        Instant made = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (LogSource source = LogSource.open(new DiskFolder(database), FileSettings.DEFAULT)) {
            OwnFiles.createFolder(folder);
            Closeable lock = FolderLock.take(folder);
            try {
                return add(source, made, last);
            } finally {
                lock.close();
            }
        }
    }

    private Report add(LogSource source, Instant made, boolean last) throws IOException, OvertakenException {
        List<String> names = new ArrayList<>(backups.chains());
        Place place = place(source, names);
        try {
            RecordInspector known = inspectors.get();
            BackupWriter writer = new BackupWriter(source, place.chain(), known, progress);
            if (place.reason().isEmpty() && writer.upToDate()) {
                return report(place, place.chain(), false);
            }
            BackupManifest manifest = writer.write(uri(), made);
            if (source.replaced() && !last) {
                // it is sound, but of the log before the pack: make one of that after it, too
                throw new OvertakenException("the database was packed", false);
            }
            return report(place, place.chain().with(manifest), true);
        } catch (DamagedException e) {
            throw BackupMessages.sourceDamaged(
                    database.toString(), Positions.describe(e.position()) + ": " + e.getMessage(), e);
        } catch (DamagedBackupException e) {
            throw BackupMessages.damaged(backups.path(place.name()).toString(), e.getMessage(), e);
        } catch (CorruptStorageException e) {
            throw BackupMessages.sourceDamaged(database.toString(), e.getMessage(), e);
        }
    }

    /**
     * Where to add.
     *
     * @param name of the chain
     * @param chain what it has
     * @param reason why it is a new one, or empty
     */
    private record Place(String name, BackupChain chain, String reason) {}

    private Place place(LogSource source, List<String> names) throws IOException {
        String reason = "it is the first one";
        while (!names.isEmpty()) {
            String newest = names.get(names.size() - 1);
            try {
                BackupChain chain = backups.chain(newest);
                if (!chain.isEmpty()) {
                    requireSame(source, chain);
                    BackupWriter writer = new BackupWriter(source, chain, RecordInspector.NONE, progress);
                    reason = full ? "it was asked for" : writer.misfit();
                    if (reason == null) {
                        return new Place(newest, chain, "");
                    }
                    break;
                }
                backups.remove(newest);
                names.remove(newest);
            } catch (DamagedBackupException e) {
                reason = newest + " is damaged: " + e.getMessage();
                break;
            }
        }
        String name = backups.newChain(names);
        try {
            return new Place(name, backups.chain(name), reason);
        } catch (DamagedBackupException e) {
            throw BackupMessages.damaged(backups.path(name).toString(), e.getMessage(), e);
        }
    }

    private void requireSame(LogSource source, BackupChain chain) {
        UUID id = source.storage().databaseId();
        if (!chain.last().database().equals(id)) {
            throw BackupMessages.otherDatabase(folder.toString(), chain.last().database(), database.toString(), id);
        }
    }

    private static Report report(Place place, BackupChain chain, boolean changed) {
        BackupManifest last = chain.last();
        return new Report(
                last.database(),
                place.name(),
                last.number(),
                place.reason(),
                changed,
                last.lastTid(),
                changed ? last.bytes() : 0,
                chain.bytes(),
                changed ? last.contents() : 0,
                changed ? last.contentBytes() : 0,
                last.branches());
    }

    private String uri() throws IOException {
        return database.toRealPath().toUri().toString();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
