package dev.odb.core;

import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.BranchInDoubt;
import dev.odb.DatabaseStatistics;
import dev.odb.OdbCredentials;
import dev.odb.PackOptions;
import dev.odb.PackReport;
import dev.odb.ParkedTask;
import dev.odb.RevisionInfo;
import dev.odb.StoredTransaction;
import dev.odb.SubscriptionInfo;
import dev.odb.TaskQueueInfo;
import dev.odb.TransactionInfo;
import dev.odb.VersionInfo;
import dev.odb.core.audit.Audit;
import dev.odb.core.inflow.Bookkeeping;
import dev.odb.core.inflow.Lookout;
import dev.odb.core.inflow.Subscriptions;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.BranchId;
import dev.odb.core.transaction.Snapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** What an administrator of an open database looks at and does, and who may sign on. Each call fails if it is closed. */
abstract class AdministeredDatabase implements ManagedDatabase {
    final DatabaseContext context;
    final History history;
    final Packs packs;
    final EngineStatistics statistics;
    final TaskQueues queues;
    final Subscriptions subscriptions;
    final Lookout lookout;
    private final DoubtfulBranches doubtfulBranches;
    private final Users users;
    private final Versions versions;
    private final Audit audit;

    AdministeredDatabase(
            DatabaseContext context, EngineStatistics statistics, InstantSource clock, Duration pollInterval) {
        this.context = context;
        this.statistics = statistics;
        this.history = new History(context.storage());
        this.doubtfulBranches = new DoubtfulBranches(context);
        Bookkeeping bookkeeping = new BookkeepingTransactions(this);
        this.audit = new Audit(context, bookkeeping, this::unpacked);
        this.packs = new Packs(context, audit);
        this.users = new Users(bookkeeping, context.storage().location());
        this.lookout = new Lookout(context.storage(), pollInterval);
        this.subscriptions = new Subscriptions(context, bookkeeping, this::unpacked, lookout, this::isClosed);
        this.queues = new TaskQueues(context, clock, lookout);
        this.versions = new Versions(this);
    }

    private Snapshots.Held unpacked() {
        return packs.hold();
    }

    abstract boolean isClosed();

    abstract void requireOpen();

    /** A branch was decided by hand. */
    abstract void decided(BranchId id, boolean committed);

    @Override
    public DatabaseStatistics statistics() {
        requireOpen();
        return statistics.take(queues);
    }

    @Override
    public List<TransactionInfo> undoLog(int first, int count) {
        requireOpen();
        return history.transactions(first, count);
    }

    @Override
    public List<RevisionInfo> history(long oid, int n) {
        requireOpen();
        return history.revisions(oid, n);
    }

    @Override
    public PackReport pack(PackOptions options) {
        requireOpen();
        return packs.pack(options, subscriptions);
    }

    @Override
    public Stream<StoredTransaction> transactions(long first, long last) {
        requireOpen();
        return history.stored(first, last, context.catalog());
    }

    @Override
    public Stream<AuditEntry> audit(AuditQuery query) {
        requireOpen();
        return audit.audit(query);
    }

    @Override
    public void signOn(OdbCredentials credentials) {
        requireOpen();
        users.signOn(credentials);
    }

    @Override
    public List<String> users() {
        requireOpen();
        return users.names();
    }

    @Override
    public void setUser(OdbCredentials credentials) {
        requireOpen();
        users.set(credentials);
    }

    @Override
    public boolean removeUser(String name) {
        requireOpen();
        return users.remove(name);
    }

    @Override
    public List<VersionInfo> versions() {
        requireOpen();
        return versions.list();
    }

    @Override
    public long commitVersion(String name) {
        requireOpen();
        return versions.commit(name);
    }

    @Override
    public long abortVersion(String name) {
        requireOpen();
        return versions.abort(name);
    }

    @Override
    public void breakLock(String version, long oid) {
        requireOpen();
        versions.breakLock(version, oid);
    }

    @Override
    public List<SubscriptionInfo> subscriptions() {
        requireOpen();
        return subscriptions.list();
    }

    @Override
    public void moveSubscription(String name, long position) {
        requireOpen();
        subscriptions.move(name, position);
    }

    @Override
    public boolean removeSubscription(String name) {
        requireOpen();
        return subscriptions.remove(name);
    }

    @Override
    public List<TaskQueueInfo> taskQueues() {
        requireOpen();
        return queues.all();
    }

    @Override
    public List<ParkedTask> parkedTasks(String queue, int first, int count) {
        requireOpen();
        if (first < 0 || count < 0) {
            throw EngineMessages.negative("parkedTasks", first, count);
        }
        return queues.parked(queue).list(first, count);
    }

    @Override
    public void resubmitTask(String queue, long id) {
        requireOpen();
        queues.parked(queue).resubmit(id);
    }

    @Override
    public int resubmitTasks(String queue) {
        requireOpen();
        return queues.parked(queue).resubmitAll();
    }

    @Override
    public void dropTask(String queue, long id) {
        requireOpen();
        queues.parked(queue).drop(id);
    }

    @Override
    public int dropTasks(String queue) {
        requireOpen();
        return queues.parked(queue).dropAll();
    }

    @Override
    public List<BranchInDoubt> branchesInDoubt(int objects) {
        requireOpen();
        return doubtfulBranches.list(objects);
    }

    @Override
    public void commitBranch(String branch) {
        requireOpen();
        decided(doubtfulBranches.commit(branch), true);
    }

    @Override
    public void rollbackBranch(String branch) {
        requireOpen();
        decided(doubtfulBranches.rollback(branch), false);
    }

    @Override
    public void forgetBranch(String branch) {
        requireOpen();
        doubtfulBranches.forget(branch);
    }
}
