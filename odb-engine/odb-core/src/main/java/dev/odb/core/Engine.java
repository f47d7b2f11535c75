package dev.odb.core;

import dev.odb.AsOf;
import dev.odb.ConflictException;
import dev.odb.CopyReport;
import dev.odb.DatabaseHealth;
import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.TransactionBody;
import dev.odb.core.copy.CopyMessages;
import dev.odb.core.copy.DatabaseCopy;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.DoubtfulBlobs;
import dev.odb.core.object.MemoryBounds;
import dev.odb.core.object.RootDirectory;
import dev.odb.core.object.VersionMessages;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.SharedForms;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.cache.CachingStorage;
import dev.odb.core.transaction.Commits;
import dev.odb.core.transaction.Snapshots;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import dev.odb.spi.ApiMessages;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** An open database: the storage with the layers above it. */
public final class Engine extends AdministeredDatabase {
    private static final Logger LOG = System.getLogger(Engine.class.getName());

    private static final String MAIN_LINE = "";

    /** What records say may take that part of what the records may. */
    private static final int SHARE_OF_FORMS = 8;

    private final OdbConfiguration configuration;
    private final DoubtfulBlobs doubtfulBlobs;
    private final Set<LocalConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<BranchId, ManagedBranch> branches = new ConcurrentHashMap<>();
    private volatile boolean reported;
    private volatile boolean closed;

    private Engine(
            OdbConfiguration configuration, DatabaseContext context, EngineStatistics statistics, InstantSource clock) {
        super(context, statistics, clock, configuration.pollInterval());
        this.configuration = configuration;
        this.doubtfulBlobs = new DoubtfulBlobs(context);
        context.storage().onOthers(new OthersListener() {
            @Override
            public void committed(long tid, long[] oids) {
                // nothing here depends on it
            }

            @Override
            public void decided(BranchId id) {
                ManagedBranch branch = branches.remove(id);
                if (branch != null) {
                    branch.decidedElsewhere();
                }
            }
        });
    }

    /** Opens a database, without anybody signing on; a new one gets its root directory. */
    public static Engine open(OdbConfiguration configuration) {
        return open(configuration, Storages.open(configuration));
    }

    /**
     * The same, and tells the log of it and of the close, as is expected of a server. In a program of its own it would be
     * output that nobody has asked for, and starting the JDK's logging takes as long as opening a database.
     */
    public static Engine openReported(OdbConfiguration configuration) {
        Engine engine = open(configuration);
        engine.reportOpened();
        return engine;
    }

    /** Opens a database on an open storage, which is closed with it, or here if that fails. */
    static Engine open(OdbConfiguration configuration, Storage opens) {
        return open(configuration, opens, InstantSource.system());
    }

    /**
     * The same.
     *
     * @param clock by which tasks are due and locks expire
     */
    static Engine open(OdbConfiguration configuration, Storage opens, InstantSource clock) {
        Storage storage = opens;
        boolean opened = false;
        boolean entered = false;
        try {
            CachingStorage caching =
                    new CachingStorage(opens, configuration.recordCacheBytes(), RecordInfo::references);
            storage = caching;
            OpenDatabases.enter(storage);
            entered = true;
            ClassCatalog catalog = new ClassCatalog(storage, configuration.valueClasses());
            MemoryBounds bounds = new MemoryBounds(configuration.maxObjects(), configuration.maxObjectBytes());
            Commits commits = new Commits(storage, catalog, configuration.lockWait());
            DatabaseContext context = new DatabaseContext(
                    storage,
                    catalog,
                    commits,
                    bounds,
                    new SharedForms(configuration.recordCacheBytes() / SHARE_OF_FORMS),
                    clock);
            if (storage.loadAppended(0) == null && !storage.readOnly()) {
                RootDirectory.createIn(context);
            }
            EngineStatistics statistics = new EngineStatistics(context, caching, configuration.recordCacheBytes());
            Engine engine = new Engine(configuration, context, statistics, clock);
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                if (entered) {
                    OpenDatabases.leave(storage);
                }
                storage.close();
            }
        }
    }

    private void reportOpened() {
        Storage storage = context.storage();
        LOG.log(Level.INFO, EngineMessages.opened(storage.location(), storage.readOnly(), storage.lastTid()));
        List<PreparedBranch> inDoubt = storage.prepared();
        if (!inDoubt.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    EngineMessages.inDoubt(
                            storage.location(), inDoubt.size(), inDoubt.get(0).since()));
        }
        reported = true;
    }

    @Override
    public DatabaseHealth health() {
        try {
            return closed ? DatabaseHealth.closed(configuration.readOnly()) : statistics.health();
        } catch (RuntimeException e) {
            if (closed) {
                return DatabaseHealth.closed(configuration.readOnly());
            }
            throw e;
        }
    }

    @Override
    public OdbConnection connect() {
        return connect(configuration.isolation());
    }

    @Override
    public OdbConnection connect(Isolation isolation) {
        return connectIn(MAIN_LINE, isolation);
    }

    @Override
    public OdbConnection connect(String version) {
        return connect(version, configuration.isolation());
    }

    @Override
    public OdbConnection connect(String version, Isolation isolation) {
        return connectIn(versionName(version), isolation);
    }

    /**
     * The name of a version.
     *
     * @throws dev.odb.OdbException if it cannot be one
     */
    public static String versionName(String version) {
        if (version.isBlank()) {
            throw VersionMessages.badName();
        }
        return new Lineage(version, 0, 0).version();
    }

    private OdbConnection connectIn(String version, Isolation isolation) {
        requireOpen();
        LocalConnection connection = new LocalConnection(
                context,
                queues,
                version,
                isolation.strictest(configuration.isolation()),
                Thread.currentThread().getContextClassLoader(),
                connections::remove);
        connections.add(connection);
        return connection;
    }

    @Override
    public OdbConnection connect(AsOf asOf) {
        return connectIn(MAIN_LINE, asOf);
    }

    @Override
    public OdbConnection connect(String version, AsOf asOf) {
        return connectIn(versionName(version), asOf);
    }

    private OdbConnection connectIn(String version, AsOf asOf) {
        requireOpen();
        LocalConnection connection = LocalConnection.ofPast(
                context,
                queues,
                version,
                past(asOf),
                Thread.currentThread().getContextClassLoader(),
                connections::remove);
        connections.add(connection);
        return connection;
    }

    private Snapshots.Held past(AsOf asOf) {
        long tid = history.snapshot(asOf);
        Snapshots.Held held = context.commits().snapshots().takePast(tid);
        if (held == null) {
            throw history.packedAway(asOf, context.commits().snapshots().bound());
        }
        return held;
    }

    @Override
    public TaskConsumer taskConsumer(String queue) {
        requireOpen();
        return queues.consumer(queue);
    }

    /** Its task queues. */
    TaskQueues queues() {
        return queues;
    }

    @Override
    public ChangeSubscription changeSubscription(String name) {
        requireOpen();
        return subscriptions.open(name);
    }

    @Override
    public Engine copyTo(OdbConfiguration target, Consumer<CopyReport> listener) {
        requireOpen();
        Snapshots.Held unpacked = packs.hold();
        try {
            return copyTo(target, Storages.copyTarget(target), listener);
        } finally {
            context.commits().snapshots().release(unpacked);
        }
    }

    private Engine copyTo(OdbConfiguration target, CopyTarget place, Consumer<CopyReport> listener) {
        boolean done = false;
        try {
            if (OpenDatabases.contains(place.storage())) {
                throw CopyMessages.occupied(
                        place.storage().location(), "a database of that name is open in this process");
            }
            DatabaseCopy copy = new DatabaseCopy(context.storage(), place.storage(), listener);
            copy.run();
            Engine made = open(target, place.finish());
            done = true;
            copy.done(made);
            return made;
        } finally {
            if (!done) {
                place.abandon();
            }
        }
    }

    @Override
    public <T> T transact(TransactionBody<T> body) {
        return transact(configuration.isolation(), body);
    }

    @Override
    public <T> T transact(Isolation isolation, TransactionBody<T> body) {
        return transactIn(MAIN_LINE, isolation, body);
    }

    @Override
    public <T> T transact(String version, TransactionBody<T> body) {
        return transact(version, configuration.isolation(), body);
    }

    @Override
    public <T> T transact(String version, Isolation isolation, TransactionBody<T> body) {
        return transactIn(versionName(version), isolation, body);
    }

    private <T> T transactIn(String version, Isolation isolation, TransactionBody<T> body) {
        requireOpen();
        Replay replay = new Replay(configuration.replays(), configuration.transactionTimeout());
        try {
            return replay.run(() -> attempt(version, isolation, body));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw ApiMessages.bodyFailed(e);
        }
    }

    private <T> T attempt(String version, Isolation isolation, TransactionBody<T> body) throws Exception {
        ManagedBranch branch = begin(new BranchSettings("", () -> true, isolation, version));
        boolean done = false;
        try {
            T result = body.run(branch.session(Thread.currentThread().getContextClassLoader()));
            if (!branch.isRollbackOnly()) {
                branch.commit();
                done = true;
            }
            return result;
        } finally {
            if (!done) {
                branch.rollback();
            }
        }
    }

    @Override
    public ManagedBranch begin(BranchSettings settings) {
        requireOpen();
        ManagedBranch branch = new ManagedBranch(this, context, settings);
        branch.isolate(configuration.isolation());
        return branch;
    }

    @Override
    public UUID databaseId() {
        return context.storage().databaseId();
    }

    @Override
    public List<PreparedBranch> prepared() {
        requireOpen();
        return context.storage().prepared();
    }

    @Override
    public List<PreparedBranch> recoverable() {
        requireOpen();
        return context.storage().recoverable();
    }

    @Override
    public void commitPrepared(BranchId id) {
        requireOpen();
        context.commits().commitPrepared(id);
        decided(id, true);
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        requireOpen();
        context.commits().rollbackPrepared(id);
        decided(id, false);
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        requireOpen();
        return context.storage().decidedByHand();
    }

    @Override
    public void forget(BranchId id) {
        requireOpen();
        context.storage().forget(id);
    }

    @Override
    void decided(BranchId id, boolean committed) {
        if (committed) {
            context.commits().counts().ended(true);
        } else {
            context.commits().counts().rolledBack();
        }
        doubtfulBlobs.decided(id, committed);
        ManagedBranch branch = branches.remove(id);
        if (branch != null) {
            branch.decided(committed);
        }
    }

    /** Keeps a branch until it is decided, so that its objects learn of the outcome; another of its name goes first. */
    void prepared(BranchId id, ManagedBranch branch) {
        branches.putIfAbsent(id, branch);
    }

    /** Forgets a branch that was not prepared after all. */
    void notPrepared(BranchId id, ManagedBranch branch) {
        branches.remove(id, branch);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lookout.close();
        queues.close();
        subscriptions.close();
        connections.forEach(LocalConnection::abandon);
        context.commits().close();
        context.storage().close();
        OpenDatabases.leave(context.storage());
        branches.values().forEach(undecided -> undecided.completed(Outcome.UNKNOWN));
        if (reported) {
            LOG.log(
                    Level.INFO,
                    EngineMessages.closedNow(
                            context.storage().location(),
                            context.commits().counts().transactions()));
        }
    }

    Storage storage() {
        return context.storage();
    }

    @Override
    boolean isClosed() {
        return closed;
    }

    @Override
    void requireOpen() {
        if (closed) {
            throw EngineMessages.closed(context.storage().location());
        }
    }

    /** Tells the thread's conflict scope and the message of the transaction what was lost. */
    void lost(ConflictException conflict, ConflictScope begun, long[] wanted) {
        queues.lost(conflict.lostOids());
        ConflictReports.report(context.commits(), conflict, begun, queues.withoutPages(wanted));
    }
}
