package dev.odb.core.audit;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.core.storage.Tids;
import java.io.IOException;

/** The messages about audits, ODB-3850 to ODB-3859. */
final class AuditMessages {
    private AuditMessages() {}

    static StorageFormatTooNewException tooNew(int format, int newest) {
        return new StorageFormatTooNewException(
                "ODB-3850",
                "The audit trail has a page of format " + format + ", and the newest that this software knows is "
                        + newest + ". Use the ODB version that packed the database last, or a newer one.");
    }

    static OdbException noTrail(String found) {
        return new OdbException(
                "ODB-3851",
                "The root '" + Trail.ROOT + "', where the audit trail belongs, is " + found
                        + ". Give the application's root another name; names that begin with 'odb.' are the database's own.");
    }

    static CorruptStorageException damagedPage(long last, IOException cause) {
        return new CorruptStorageException(
                "ODB-3855",
                "The page of the audit trail up to transaction " + last + " of " + Tids.instant(last)
                        + " cannot be read: " + cause.getMessage()
                        + ". What was packed of that page's time cannot be told; ask for a time before or behind it, or restore"
                        + " a backup. Applications must leave the root '" + Trail.ROOT + "' alone.",
                cause);
    }
}
