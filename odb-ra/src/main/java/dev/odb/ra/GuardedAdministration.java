package dev.odb.ra;

import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.BranchInDoubt;
import dev.odb.DatabaseAdministration;
import dev.odb.DatabaseHealth;
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
import java.util.List;
import java.util.stream.Stream;

/**
 * Administration as applications of a server get it: {@link #allowed} asks for the role first. Only what tells nothing of
 * the stored data, such as counters and whether the database works, may go past it, through {@link #database}. All threads
 * may share it.
 */
final class GuardedAdministration implements DatabaseAdministration {
    private final OdbConnectionFactoryImpl factory;
    private final AdministratorRole role;

    GuardedAdministration(OdbConnectionFactoryImpl factory, AdministratorRole role) {
        this.factory = factory;
        this.role = role;
    }

    private DatabaseAdministration allowed(String call) {
        role.require(call);
        return database();
    }

    private DatabaseAdministration database() {
        return factory.database().administration();
    }

    @Override
    public List<TransactionInfo> undoLog(int first, int count) {
        return allowed("undoLog").undoLog(first, count);
    }

    @Override
    public List<RevisionInfo> history(long oid, int n) {
        return allowed("history").history(oid, n);
    }

    @Override
    public PackReport pack(PackOptions options) {
        return allowed("pack").pack(options);
    }

    @Override
    public Stream<StoredTransaction> transactions(long first, long last) {
        return allowed("transactions").transactions(first, last);
    }

    @Override
    public Stream<AuditEntry> audit(AuditQuery query) {
        return allowed("audit").audit(query);
    }

    @Override
    public List<BranchInDoubt> branchesInDoubt(int objects) {
        return allowed("branchesInDoubt").branchesInDoubt(objects);
    }

    @Override
    public void commitBranch(String branch) {
        allowed("commitBranch").commitBranch(branch);
    }

    @Override
    public void rollbackBranch(String branch) {
        allowed("rollbackBranch").rollbackBranch(branch);
    }

    @Override
    public void forgetBranch(String branch) {
        allowed("forgetBranch").forgetBranch(branch);
    }

    @Override
    public List<TaskQueueInfo> taskQueues() {
        return allowed("taskQueues").taskQueues();
    }

    @Override
    public List<ParkedTask> parkedTasks(String queue, int first, int count) {
        return allowed("parkedTasks").parkedTasks(queue, first, count);
    }

    @Override
    public void resubmitTask(String queue, long id) {
        allowed("resubmitTask").resubmitTask(queue, id);
    }

    @Override
    public int resubmitTasks(String queue) {
        return allowed("resubmitTasks").resubmitTasks(queue);
    }

    @Override
    public void dropTask(String queue, long id) {
        allowed("dropTask").dropTask(queue, id);
    }

    @Override
    public int dropTasks(String queue) {
        return allowed("dropTasks").dropTasks(queue);
    }

    @Override
    public List<String> users() {
        return allowed("users").users();
    }

    @Override
    public void setUser(OdbCredentials credentials) {
        allowed("setUser").setUser(credentials);
    }

    @Override
    public boolean removeUser(String name) {
        return allowed("removeUser").removeUser(name);
    }

    @Override
    public List<SubscriptionInfo> subscriptions() {
        return allowed("subscriptions").subscriptions();
    }

    @Override
    public void moveSubscription(String name, long position) {
        allowed("moveSubscription").moveSubscription(name, position);
    }

    @Override
    public boolean removeSubscription(String name) {
        return allowed("removeSubscription").removeSubscription(name);
    }

    @Override
    public List<VersionInfo> versions() {
        return allowed("versions").versions();
    }

    @Override
    public long commitVersion(String name) {
        return allowed("commitVersion").commitVersion(name);
    }

    @Override
    public long abortVersion(String name) {
        return allowed("abortVersion").abortVersion(name);
    }

    @Override
    public void breakLock(String version, long oid) {
        allowed("breakLock").breakLock(version, oid);
    }

    @Override
    public DatabaseStatistics statistics() {
        return database().statistics();
    }

    @Override
    public DatabaseHealth health() {
        return database().health();
    }
}
