package dev.odb;

import java.time.Instant;

/**
 * An object was to be changed that a version holds, by a change in it or by a lock, from outside of that version. Running
 * the transaction again does not help before the version is committed or aborted, or the lock is given back or expires.
 */
public class VersionLockedException extends OdbException {
    private static final long serialVersionUID = 1;

    private final long oid;
    private final String className;
    private final String version;
    private final String owner;
    private final Instant since;

    /** Built by the message catalogues. */
    public VersionLockedException(
            String code, String message, long oid, String className, String version, String owner, Instant since) {
        super(code, message);
        this.oid = oid;
        this.className = className;
        this.version = version;
        this.owner = owner;
        this.since = since;
    }

    /** The object. */
    public long oid() {
        return oid;
    }

    /** The name of its class. */
    public String className() {
        return className;
    }

    /** The version that holds it. */
    public String version() {
        return version;
    }

    /** Who has the lock on it or, if it is changed and has none, who began the version; empty if unknown. */
    public String owner() {
        return owner;
    }

    /** Since when. */
    public Instant since() {
        return since;
    }
}
