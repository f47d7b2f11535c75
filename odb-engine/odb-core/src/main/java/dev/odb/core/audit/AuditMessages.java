package dev.odb.core.audit;

import dev.odb.OdbException;
import dev.odb.StorageFormatTooNewException;

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
}
