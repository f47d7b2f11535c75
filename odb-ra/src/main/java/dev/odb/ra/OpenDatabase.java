package dev.odb.ra;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.StorageFailedException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A database as all connection definitions of its URL share it. All threads may use it. */
final class OpenDatabase {
    private final OdbConfiguration configuration;
    private final ManagedDatabase database;
    private final UUID id;
    private final BranchTable branches;
    private final Supplier<TransactionSynchronizationRegistry> registry;
    private volatile boolean closed;
    private volatile boolean usedLocally;

    /**
     * Takes over an open database.
     *
     * @param registry gives the server's; null if it offers none, or has not started the adapter yet
     * @param clock nanoseconds, for the timeouts of branches
     */
    OpenDatabase(
            OdbConfiguration configuration,
            ManagedDatabase database,
            Supplier<TransactionSynchronizationRegistry> registry,
            LongSupplier clock) {
        this.configuration = configuration;
        this.database = database;
        this.id = database.databaseId();
        this.branches = new BranchTable(database, clock);
        this.registry = registry;
    }

    OdbConfiguration configuration() {
        return configuration;
    }

    UUID id() {
        return id;
    }

    BranchTable branches() {
        return branches;
    }

    /** The server's registry, or null. */
    TransactionSynchronizationRegistry registry() {
        return registry.get();
    }

    /** Lets these use it, or throws. */
    void signOn(OdbCredentials credentials) {
        if (closed) {
            throw RaMessages.adapterStopped();
        }
        database.signOn(credentials);
    }

    /** All that administration can do, unguarded. */
    DatabaseAdministration administration() {
        return database;
    }

    /** A consumer of a queue. */
    TaskConsumer consumer(String queue) {
        return database.taskConsumer(queue);
    }

    /** A subscription to changes. */
    ChangeSubscription subscription(String name) {
        return database.changeSubscription(name);
    }

    /**
     * Work in the calling thread's transaction, of whoever calls on it now.
     *
     * @param user the one that the connection is signed on as, who stands in for a caller whom the server does not know
     */
    BranchWork begin(String user) {
        if (closed) {
            throw RaMessages.adapterStopped();
        }
        TransactionSynchronizationRegistry offered = registry();
        BranchWork work = new BranchWork(database, user, TransactionKey.current(offered));
        Completion.arrange(work, offered);
        return work;
    }

    /**
     * Work in a transaction without XA. A server can enlist only one connection for it, so all others of the same JTA
     * transaction and user are to find the work by {@link #sharedLocally}.
     */
    BranchWork beginLocally(String user) {
        BranchWork work = begin(user);
        if (isInTransaction()) {
            usedLocally = true;
            registry().putResource(new LocalKey(this, user), work);
        }
        return work;
    }

    /** What {@link #beginLocally} has begun in the calling thread's transaction and is not over, or null. */
    BranchWork sharedLocally(String user) {
        if (!usedLocally || !isInTransaction()) {
            return null;
        }
        BranchWork work = (BranchWork) registry().getResource(new LocalKey(this, user));
        return work == null || work.isOver() ? null : work;
    }

    /** The operations in the work that the calling thread is ending, or null. */
    OdbConnection ending() {
        return BranchWork.ending(database);
    }

    /** Whether the calling thread is known to be in a transaction of the server. */
    boolean isInTransaction() {
        TransactionSynchronizationRegistry offered = registry();
        return offered != null && offered.getTransactionKey() != null;
    }

    /** The one place that says whether a failure makes every connection of the database useless. */
    boolean isUnusableAfter(Throwable failure) {
        if (closed) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageFailedException || cause instanceof UnknownOutcomeException) {
                return true;
            }
        }
        return false;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        database.close();
    }

    /** Under which a transaction keeps its work without XA. */
    private record LocalKey(OpenDatabase database, String user) {}
}
