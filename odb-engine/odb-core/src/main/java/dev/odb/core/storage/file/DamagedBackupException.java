package dev.odb.core.storage.file;

/** A file of a backup is not whole. Internal: callers make an error of it that names the backup. */
final class DamagedBackupException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedBackupException(String what) {
        super(what);
    }
}
