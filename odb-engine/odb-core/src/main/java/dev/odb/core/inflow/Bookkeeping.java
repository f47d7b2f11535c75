package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import java.util.function.Function;

/** Reads and changes what a database keeps for itself, such as its users. All threads may share it. */
public interface Bookkeeping {
    /** What that finds in the newest snapshot. */
    <T> T read(Function<OdbConnection, T> how);

    /**
     * Commits what that changes, in a transaction that the feed of changes leaves out; after a conflict it runs again.
     *
     * @param description of the transaction
     */
    <T> T change(String description, Function<OdbConnection, T> how);
}
