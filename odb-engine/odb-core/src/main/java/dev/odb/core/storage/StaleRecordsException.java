package dev.odb.core.storage;

import java.util.List;

/** A batch was refused because objects have moved on; it names all of them. Nothing was stored. */
public final class StaleRecordsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Stale> stale;

    /** Made by storages; carries no stack trace, since it is an ordinary answer. */
    public StaleRecordsException(List<Stale> stale) {
        super("stale records " + stale, null, false, false);
        this.stale = List.copyOf(stale);
    }

    /** Every object of the batch that is stale, in oid order. */
    public List<Stale> stale() {
        return stale;
    }

    /**
     * One of them.
     *
     * @param oid the object
     * @param serialSeen what the batch said
     * @param serialCommitted what it is, counting commits that are appended but not yet published; the same as {@code
     *     serialSeen} when the object is held by a prepared branch
     * @param heldBy the prepared branch that holds the object, or null
     */
    public record Stale(long oid, long serialSeen, long serialCommitted, BranchId heldBy) {}
}
