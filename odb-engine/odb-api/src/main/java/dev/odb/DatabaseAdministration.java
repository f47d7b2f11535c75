package dev.odb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an administrator looks at and does in an open database, beside the transactions of the application. All threads may
 * share it.
 */
public interface DatabaseAdministration {
    /**
     * The committed transactions, newest first, those of the engine itself among them; it ends where the last pack begins.
     * Its cost is in the bytes that transactions as new as these have written.
     *
     * @param first how many of the newest to leave out
     * @param count how many to give at most
     */
    List<TransactionInfo> undoLog(int first, int count);

    /**
     * The revisions of an object that are kept, newest first.
     *
     * @param oid from {@link OdbConnection#oid}
     * @param n how many to give at most
     * @throws ObjectNotFoundException if no object of that oid was ever stored
     */
    List<RevisionInfo> history(long oid, int n);

    /**
     * Drops old revisions and unreachable objects, while others read and write. What stays: everything that a root reached
     * at the pack time; everything written after it; everything these refer to; and for each object written after it the
     * state before. So an object that nothing referred to at the pack time and that was linked again later stays. Weak
     * references keep nothing. The pack time is the asked one or, if it is earlier, the oldest snapshot that a transaction
     * or a connection to the past has; a branch that is prepared counts as written after it.
     *
     * <p>A connection that still holds a removed object in memory sees it as a ghost that cannot be loaded from its next
     * transaction on; a commit that refers to one fails with {@link ObjectNotFoundException}.
     *
     * <p>Killed at any moment, it has changed nothing or everything. Closing the database ends it; so does its listener.
     *
     * @throws PackException if another pack runs, if it was cancelled, if a record cannot be read or what stays cannot be
     *     written, for lack of space for example; nothing has changed
     */
    PackReport pack(PackOptions options);

    /** Packs to an instant; see {@link #pack(PackOptions)}. */
    default PackReport pack(Instant before) {
        return pack(PackOptions.before(before));
    }

    /** Packs, keeping the past of so long; see {@link #pack(PackOptions)}. */
    default PackReport pack(Duration keep) {
        return pack(PackOptions.keeping(keep));
    }

    /**
     * The committed transactions in the order of their commits, both ends inclusive, those of the engine itself among
     * them; prepared and undecided ones are not. Commits after this call are not seen. Read while the stream is consumed;
     * for one thread at a time; close it, as with try. Of packed ones only those revisions are given that are left. With {@code 0} and {@code Long.MAX_VALUE} all of them.
     *
     * @param first a tid
     * @param last a tid; nothing if it is below the first
     */
    Stream<StoredTransaction> transactions(long first, long last);

    /** What it has done since it was opened, and what it holds. */
    DatabaseStatistics statistics();

    /** Whether it can be used; answers also when it is closed. */
    DatabaseHealth health();

    /** The names of the users that the database has, sorted; if there is at least one, signing on requires one of them. */
    List<String> users();

    /**
     * Adds a user, or gives the user of that name another password. Who is signed on stays so. The users are kept in the
     * root {@code odb.users}, the passwords as salted hashes: they are copied, backed up and packed like everything else.
     *
     * @throws IllegalArgumentException if the name is blank or the password is empty
     */
    void setUser(OdbCredentials credentials);

    /**
     * Removes a user; who is signed on stays so. Without its last user the database requires none any more.
     *
     * @return whether there was one
     */
    boolean removeUser(String name);
}
