package dev.odb.core;

import dev.odb.core.record.StoredRecords;
import dev.odb.core.storage.file.BackupListener;
import dev.odb.core.storage.file.FileBackup;
import dev.odb.core.storage.file.FileBackupCheck;
import dev.odb.core.storage.file.FileRestore;
import dev.odb.core.storage.overlay.OverlayFolder;
import java.nio.file.Path;
import java.util.List;

/** Backups of databases in file storage, and restores: the storage's, told which contents the records of blobs name. */
public final class Backups {
    private Backups() {}

    /**
     * Backs up the database in a folder, which may be in use.
     *
     * @see FileBackup#run
     */
    public static FileBackup.Report backup(Path database, Path folder, boolean full, BackupListener listener) {
        OverlayFolder.requireNone(database);
        return new FileBackup(database, folder, full, StoredRecords::new, listener).run();
    }

    /**
     * Reads all of a backup folder.
     *
     * @see FileBackupCheck#run
     */
    public static List<FileBackupCheck.Chain> verify(Path folder, BackupListener listener) {
        return new FileBackupCheck(folder, StoredRecords::new, listener).run();
    }

    /**
     * Restores a database.
     *
     * @see FileRestore#run
     */
    public static FileRestore.Report restore(
            Path folder, Path target, FileRestore.Options options, BackupListener listener) {
        return new FileRestore(folder, target, options, StoredRecords::new, listener).run();
    }
}
