package dev.odb;

import java.util.Arrays;
import java.util.Optional;

/**
 * Another transaction committed a change of the same object first. Nothing of this transaction was stored; running it
 * again in a new transaction is what helps, and what {@code transact} and {@code @RetryOnConflict} do.
 */
public class ConflictException extends OdbException {
    private static final long serialVersionUID = 1;

    private final long oid;
    private final String className;
    private final long serialSeen;
    private final long serialCommitted;
    private long[] lostOids;
    private transient TransactionInfo winner;

    /** Built by the message catalogues. */
    public ConflictException(
            String code, String message, long oid, String className, long serialSeen, long serialCommitted) {
        this(code, message, oid, className, serialSeen, serialCommitted, null);
    }

    /** Built by the message catalogues. */
    public ConflictException(
            String code,
            String message,
            long oid,
            String className,
            long serialSeen,
            long serialCommitted,
            Throwable cause) {
        super(code, message, cause);
        this.oid = oid;
        this.className = className;
        this.serialSeen = serialSeen;
        this.serialCommitted = serialCommitted;
        this.lostOids = new long[] {oid};
    }

    /** The object that was lost, the lowest oid of all; 0 if it is none of this database ({@code @RetryOnConflict(on = ...)}). */
    public long oid() {
        return oid;
    }

    /** The name of its class; if there is no object, of the exception that was declared to be a conflict. */
    public String className() {
        return className;
    }

    /** The serial of the revision this transaction had read, 0 if it created the object. */
    public long serialSeen() {
        return serialSeen;
    }

    /** The serial of the revision that came first; equal to {@link #serialSeen()} if a lock was waited for in vain. */
    public long serialCommitted() {
        return serialCommitted;
    }

    /** Every object the transaction lost, in oid order. */
    public long[] lostOids() {
        return lostOids.clone();
    }

    /** The transaction that came first, if it is still known. */
    public Optional<TransactionInfo> winner() {
        return Optional.ofNullable(winner);
    }

    /** Adds what the engine knows beside the first object. */
    public ConflictException with(long[] lost, TransactionInfo by) {
        lostOids = lost.clone();
        Arrays.sort(lostOids);
        winner = by;
        return this;
    }
}
