package dev.odb.junit;

/** Where in the two phases of a commit {@link Crashes} strikes: when the first of the databases gets there. */
public enum CrashPoint {
    /** Nothing of the transaction is on disk. Nothing of it is there afterwards. */
    BEFORE_PREPARE,
    /** A database has promised to commit, and nobody has decided yet. Nothing is there afterwards. */
    PREPARED,
    /** The transaction manager has decided to commit, and no database knows. Everything is there afterwards. */
    DECIDED,
    /** One database has committed, and could not say so. Everything is there afterwards. */
    COMMITTED
}
