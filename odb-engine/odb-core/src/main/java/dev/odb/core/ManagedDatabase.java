package dev.odb.core;

import dev.odb.ObjectDatabase;
import dev.odb.OdbCredentials;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PreparedBranch;
import java.util.List;
import java.util.UUID;

/**
 * A database whose transactions are ended from outside, by a transaction manager. All threads may share it.
 */
public interface ManagedDatabase extends ObjectDatabase {
    /** The database's identity: two resources are the same manager if these are equal. */
    UUID databaseId();

    /**
     * Asks whether these may use the database; nothing else does.
     *
     * @throws dev.odb.SignOnException if it has users, and these are not one of them with the right password
     */
    void signOn(OdbCredentials credentials);

    /**
     * One that takes tasks from a queue, which is made if there is none. From the first claim on the queue's tasks are in
     * memory, some hundred bytes each.
     */
    TaskConsumer taskConsumer(String queue);

    /**
     * Opens a durable subscription to what is committed. One of a new name hears of what is committed from now on; an
     * administrator can move it, before its first use too, to hear of what was before.
     *
     * @throws dev.odb.OdbException if it is open already in this process
     */
    ChangeSubscription changeSubscription(String name);

    /** Begins a branch; its snapshot is fixed when it is first used. */
    Branch begin(BranchSettings settings);

    /** The branches in doubt, also those of earlier processes. */
    List<PreparedBranch> prepared();

    /**
     * Those of them that this process's transaction manager may decide: not what another process on the database that is alive
     * has prepared.
     */
    default List<PreparedBranch> recoverable() {
        return prepared();
    }

    /**
     * Commits a prepared branch; uses bytes only, no application class.
     *
     * @throws java.util.NoSuchElementException if it is not prepared
     * @throws dev.odb.core.storage.DecidedByHandException if an administrator has decided it
     * @throws dev.odb.StorageFailedException if the decision could not be made durable; the branch stays prepared
     */
    void commitPrepared(BranchId id);

    /**
     * Rolls a prepared branch back.
     *
     * @throws java.util.NoSuchElementException if it is not prepared
     * @throws dev.odb.core.storage.DecidedByHandException if an administrator has decided it
     */
    void rollbackPrepared(BranchId id);

    /** The branches that an administrator has decided and that nobody has forgotten yet, also those of earlier processes. */
    List<HeuristicDecision> decidedByHand();

    /**
     * Forgets that an administrator has decided a branch.
     *
     * @throws java.util.NoSuchElementException if none has, or it is forgotten already
     */
    void forget(BranchId id);
}
