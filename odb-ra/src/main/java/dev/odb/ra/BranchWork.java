package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What all connection handles of one transaction on one database share, while it can be worked in: the engine's branch
 * and its sessions, one for each class loader. When it is over it lets go of both, so that whoever still holds it, a
 * pooled connection or the transaction's resource map, pins no application class. Ended under its owner's lock; used and
 * marked from any thread.
 */
final class BranchWork {
    private static final int FEW = 1;
    private static final ThreadLocal<BranchWork> ENDING = new ThreadLocal<>();

    private final ManagedDatabase database;
    private final String user;
    private final TransactionKey key;
    private final Map<ClassLoader, OdbConnection> sessions = new IdentityHashMap<>(FEW);
    private Isolation isolation = Isolation.SNAPSHOT;
    /** Null before its first session. */
    private String version;

    private volatile Branch branch;
    private volatile Branch readOnly;
    private volatile Session last;
    private volatile Thread ending;
    private volatile String over;

    BranchWork(ManagedDatabase database, String user, TransactionKey key) {
        this.database = database;
        this.user = user;
        this.key = key;
        String caller = Caller.current().name();
        this.branch = database.begin(new BranchSettings(caller.isEmpty() ? user : caller, this::mayBeUsed));
    }

    /** Refuses a connection that is signed on as another user than the one it began with. */
    void requireUser(String other) {
        if (!user.equals(other)) {
            throw RaMessages.otherUser(other, user);
        }
    }

    /**
     * The operations for one deployment.
     *
     * @param wanted at least this isolation
     * @param in the version, empty for the main line; all sessions are in the same
     */
    OdbConnection session(ClassLoader loader, Isolation wanted, String in) {
        Session known = last;
        if (known != null && known.serves(loader, wanted, in)) {
            return known.connection;
        }
        synchronized (sessions) {
            Branch open = branch;
            if (open == null) {
                throw RaMessages.transactionOver(over);
            }
            if (version == null) {
                open.workIn(in);
                version = in;
            } else if (!version.equals(in)) {
                throw RaMessages.otherVersion(in, version);
            }
            if (isolation.compareTo(wanted) < 0) {
                sessions.put(loader, open.session(loader, wanted));
                isolation = wanted;
            }
            OdbConnection connection = sessions.computeIfAbsent(loader, open::session);
            last = new Session(loader, isolation, version, connection);
            return connection;
        }
    }

    /**
     * The operations in what the calling thread is ending of that database, or null. The records that are written then may
     * hold stand-ins, and a server's registry says that there is no transaction any more.
     */
    static OdbConnection ending(ManagedDatabase database) {
        BranchWork work = ENDING.get();
        Session used = work == null || work.database != database ? null : work.last;
        return used == null ? null : used.connection;
    }

    /** Whether it can no longer be worked in. */
    boolean isOver() {
        return branch == null;
    }

    /** Why it is over. */
    String reason() {
        return over;
    }

    /** The transaction it was begun in. */
    TransactionKey key() {
        return key;
    }

    /** Runs what the application wants done before completion; false if only a rollback is left to do. */
    boolean beforeCompletion() {
        Branch open = branch;
        if (open != null) {
            open.beforeCompletion();
        }
        return open == null || !open.isRollbackOnly();
    }

    /** The whole transaction has ended so; needed where the branch had nothing to commit and was told nothing. */
    void completed(Outcome outcome) {
        Branch told = readOnly;
        readOnly = null;
        if (told != null) {
            told.completed(outcome);
        }
    }

    /** Looks whether it has lost already; see {@link Branch#detectConflict}. */
    void detectConflict() {
        Branch open = branch;
        if (open != null) {
            open.detectConflict();
        }
    }

    /** Ends it with the first phase. */
    Branch.Vote prepare(BranchId id) {
        return end("it is prepared", () -> {
            Branch open = branch;
            Branch.Vote vote = open.prepare(id);
            if (vote == Branch.Vote.READ_ONLY) {
                readOnly = open;
            }
            return vote;
        });
    }

    /** Ends it with the only phase. */
    void commit() {
        end("it was committed", () -> {
            branch.commit();
            return null;
        });
    }

    /** Ends it without a trace. */
    void rollback(String reason) {
        end(reason, () -> {
            branch.rollback();
            return null;
        });
    }

    /** Stops application code that still works in it at its next step. */
    void markRollbackOnly() {
        Branch open = branch;
        if (open != null) {
            open.markRollbackOnly();
        }
    }

    private <T> T end(String reason, Supplier<T> how) {
        ending = Thread.currentThread();
        ENDING.set(this);
        try {
            return how.get();
        } finally {
            ending = null;
            ENDING.remove();
            synchronized (sessions) {
                over = reason;
                branch = null;
                last = null;
                sessions.clear();
            }
        }
    }

    /** The transaction manager's own thread may read objects while it ends the branch, whatever its transaction is. */
    private boolean mayBeUsed() {
        return ending == Thread.currentThread() || key.matches();
    }

    private record Session(ClassLoader loader, Isolation isolation, String version, OdbConnection connection) {
        boolean serves(ClassLoader of, Isolation wanted, String in) {
            return loader == of && isolation.compareTo(wanted) >= 0 && version.equals(in);
        }
    }
}
