package dev.odb;

/** What a pack does about who changed what when in the transactions that it drops. */
public enum AuditTrail {
    /** Keeps it if the database has a trail already. */
    IF_THERE,
    /** Keeps it, from now on. The trail of transactions that were packed before is lost. */
    KEEP,
    /** Keeps none, and drops what there is. */
    DROP
}
