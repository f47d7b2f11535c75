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
     * or a connection to the past has; a branch that is prepared counts as written after it. What a durable subscription
     * has not heard of is kept, too, within {@linkplain PackOptions#unheardKept bounds}.
     *
     * <p>A connection that still holds a removed object in memory sees it as a ghost that cannot be loaded from its next
     * transaction on; a commit that refers to one fails with {@link ObjectNotFoundException}.
     *
     * <p>Killed at any moment, it has changed nothing or everything. Closing the database ends it; so does its listener.
     *
     * <p>Where several processes share a relational database, one of them packs at a time, and no further than the oldest snapshot
     * that any of them reads.
     *
     * @throws PackException if another pack runs, if it was cancelled, if a record cannot be read or what stays cannot be
     *     written, for lack of space for example; nothing has changed. Of a relational database it may also say that everything
     *     has, but for space that the next pack frees
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
     * The branches that are prepared here and wait for their transaction manager's decision, then those that were decided
     * by hand and are not forgotten, each the oldest first.
     *
     * @param objects of how many objects of each branch to give the state, at most
     */
    List<BranchInDoubt> branchesInDoubt(int objects);

    /** The same with a hundred objects each. */
    default List<BranchInDoubt> branchesInDoubt() {
        return branchesInDoubt(100);
    }

    /**
     * Commits a branch in doubt in the place of its transaction manager. If that decides otherwise later, or has, the
     * transaction is committed in one database and rolled back in another: only somebody who knows what it decided should
     * do so. The decision is kept, and told to the transaction manager when it asks, until it, or {@link #forgetBranch},
     * says that it may be forgotten.
     *
     * @param branch the id of one that {@link #branchesInDoubt} lists
     * @throws OdbException if there is no such branch in doubt, or it was decided by hand already
     * @throws StorageFullException if there is no room for the decision; the branch stays in doubt
     * @throws StorageFailedException if a write has failed before, also that of another decision; nothing is decided until
     *     the database is opened again
     */
    void commitBranch(String branch);

    /** Rolls a branch in doubt back in the place of its transaction manager; the rest is as with {@link #commitBranch}. */
    void rollbackBranch(String branch);

    /**
     * Forgets that a branch was decided by hand. A transaction manager that asks for it later is told that there is no such
     * branch, and cannot know that it was decided.
     *
     * @param branch the id of one that {@link #branchesInDoubt} lists as decided
     * @throws OdbException if it is in doubt, or there is nothing to forget
     */
    void forgetBranch(String branch);

    /**
     * The committed transactions in the order of their commits, both ends inclusive, those of the engine itself among
     * them; prepared and undecided ones are not. Commits after this call are not seen. Read while the stream is consumed;
     * for one thread at a time; close it, as with try. Of packed ones only those revisions are given that are left. With {@code 0} and {@code Long.MAX_VALUE} all of them.
     *
     * @param first a tid
     * @param last a tid; nothing if it is below the first
     */
    Stream<StoredTransaction> transactions(long first, long last);

    /**
     * Who changed what when: the committed transactions that the query asks for, those of the engine itself among them. An undo is a
     * transaction like others, and what it has undone stays. Of packed transactions it tells what is left of them, or all of it if
     * the packs since then have kept the {@linkplain PackOptions#auditTrail trail}. Commits after this call are not seen, those of other
     * servers before it are. Read while the stream is consumed, in bounded memory; for one thread at a time; close it, as with try. A
     * pack that runs is waited for, and until the stream was read to its end or closed the next ones remove nothing. Its cost is in
     * what the transactions between the two instants have written; with the newest first, about twice that.
     *
     * @throws PackException if the listener of a pack asks, which would wait for itself
     */
    Stream<AuditEntry> audit(AuditQuery query);

    /**
     * The task queues, by name. It costs a look at every task that is in them, unless a consumer of this process knows them
     * already.
     */
    List<TaskQueueInfo> taskQueues();

    /**
     * Tasks of a queue that have failed for good, those sent first first.
     *
     * @param first how many to leave out
     * @param count how many to give at most
     * @throws OdbException if there is no such queue
     */
    List<ParkedTask> parkedTasks(String queue, int first, int count);

    /**
     * Has a parked task taken again, as if it had never failed. It comes before those of its key that were sent later.
     *
     * @param id of one that {@link #parkedTasks} lists
     * @throws OdbException if there is no such queue, or no such task is parked in it
     */
    void resubmitTask(String queue, long id);

    /**
     * The same with all that are parked, in transactions of a thousand each.
     *
     * @return how many
     */
    int resubmitTasks(String queue);

    /**
     * Takes a parked task out of its queue; nobody will work on it. It is a transaction that {@link OdbConnection#undo(long...)}
     * can undo: then it is parked again.
     *
     * @param id of one that {@link #parkedTasks} lists
     * @throws OdbException if there is no such queue, or no such task is parked in it
     */
    void dropTask(String queue, long id);

    /**
     * The same with all that are parked, in transactions of a thousand each.
     *
     * @return how many
     */
    int dropTasks(String queue);

    /** The versions that have begun and not ended, by name. It costs a look at every object in them. */
    List<VersionInfo> versions();

    /**
     * Commits a version into the main line, whoever has begun it; as {@link OdbConnection#commitVersion}, in a transaction
     * of its own.
     *
     * @return the tid of that, which can be undone
     * @throws OdbException if there is no such version
     */
    long commitVersion(String name);

    /** Aborts a version, whoever has begun it; as {@link OdbConnection#abortVersion}, in a transaction of its own. */
    long abortVersion(String name);

    /**
     * Takes a lock away, whoever has it.
     *
     * @param oid of an object that is locked in the version and not changed
     * @throws OdbException if there is no such lock, or the object is changed in the version
     */
    void breakLock(String version, long oid);

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

    /**
     * The durable subscriptions to what is committed, by name. How far behind each is is counted at the call: that takes as
     * long as to read what it has not heard of. Waits for a pack that runs.
     */
    List<SubscriptionInfo> subscriptions();

    /**
     * Has a subscription go on behind a transaction, whatever it has heard; if there is none of that name, makes one that
     * begins there. Whoever listens follows; what it is being told meanwhile is rolled back.
     *
     * @param position the tid of the transaction after which it goes on; 0 to have it told of everything that is kept, {@link
     *     Long#MAX_VALUE} of what is committed from now on
     * @throws OdbException if that is after the newest transaction, or a pack has taken what comes after it
     */
    void moveSubscription(String name, long position);

    /**
     * Removes a subscription, which then holds no pack back any more.
     *
     * @return whether there was one
     * @throws OdbException if a listener of this process uses it
     */
    boolean removeSubscription(String name);
}
