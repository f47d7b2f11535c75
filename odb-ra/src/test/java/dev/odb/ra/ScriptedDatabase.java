package dev.odb.ra;

import dev.odb.AsOf;
import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.BranchInDoubt;
import dev.odb.CopyReport;
import dev.odb.DatabaseHealth;
import dev.odb.DatabaseStatistics;
import dev.odb.Isolation;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.Outcome;
import dev.odb.PackOptions;
import dev.odb.PackReport;
import dev.odb.ParkedTask;
import dev.odb.RevisionInfo;
import dev.odb.StoredTransaction;
import dev.odb.SubscriptionInfo;
import dev.odb.TaskQueueInfo;
import dev.odb.TransactionBody;
import dev.odb.TransactionInfo;
import dev.odb.VersionInfo;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.PreparedBranch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An engine that votes and fails as told, for the cells of the XA table that a healthy one cannot be brought into. */
final class ScriptedDatabase implements ManagedDatabase {
    private final UUID id = UUID.randomUUID();
    private final Map<BranchId, PreparedBranch> prepared = new LinkedHashMap<>();
    private final Map<BranchId, HeuristicDecision> byHand = new LinkedHashMap<>();
    Branch.Vote vote = Branch.Vote.PREPARED;
    Throwable failure;
    int markedRollbackOnly;
    int rolledBack;
    int committed;

    @Override
    public UUID databaseId() {
        return id;
    }

    @Override
    public Branch begin(BranchSettings settings) {
        fail();
        return new ScriptedBranch();
    }

    @Override
    public ChangeSubscription changeSubscription(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SubscriptionInfo> subscriptions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<VersionInfo> versions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long commitVersion(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long abortVersion(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void breakLock(String version, long oid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OdbConnection connect(String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OdbConnection connect(String version, Isolation isolation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OdbConnection connect(String version, AsOf asOf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T transact(String version, TransactionBody<T> body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T transact(String version, Isolation isolation, TransactionBody<T> body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void moveSubscription(String name, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean removeSubscription(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PreparedBranch> prepared() {
        return List.copyOf(prepared.values());
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        return List.copyOf(byHand.values());
    }

    @Override
    public void forget(BranchId branch) {
        fail();
        if (byHand.remove(branch) == null) {
            throw new NoSuchElementException(branch.toString());
        }
    }

    @Override
    public List<TaskQueueInfo> taskQueues() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ParkedTask> parkedTasks(String queue, int first, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resubmitTask(String queue, long task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int resubmitTasks(String queue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void dropTask(String queue, long task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int dropTasks(String queue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskConsumer taskConsumer(String queue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<BranchInDoubt> branchesInDoubt(int objects) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseStatistics statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commitBranch(String branch) {
        BranchId id = BranchId.parse(branch);
        decide(id);
        byHand.put(id, new HeuristicDecision(id, true, 1, Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public void rollbackBranch(String branch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forgetBranch(String branch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseHealth health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PackReport pack(PackOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commitPrepared(BranchId branch) {
        decide(branch);
        committed++;
    }

    @Override
    public void rollbackPrepared(BranchId branch) {
        decide(branch);
        rolledBack++;
    }

    /** As if an earlier process had prepared it. */
    void prepare(BranchId branch) {
        prepared.put(branch, new PreparedBranch(branch, null, Instant.EPOCH));
    }

    @Override
    public OdbConnection connect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OdbConnection connect(Isolation isolation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T transact(Isolation isolation, TransactionBody<T> body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OdbConnection connect(AsOf asOf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TransactionInfo> undoLog(int first, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RevisionInfo> history(long oid, int n) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<StoredTransaction> transactions(long first, long last) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<AuditEntry> audit(AuditQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> users() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setUser(OdbCredentials credentials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean removeUser(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void signOn(OdbCredentials credentials) {
        // everybody may
    }

    @Override
    public ObjectDatabase copyTo(OdbConfiguration target, Consumer<CopyReport> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T transact(TransactionBody<T> body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }

    private void decide(BranchId branch) {
        fail();
        if (prepared.remove(branch) == null) {
            throw new NoSuchElementException(branch.toString());
        }
    }

    private void fail() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private final class ScriptedBranch implements Branch {
        @Override
        public OdbConnection session(ClassLoader loader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OdbConnection session(ClassLoader loader, Isolation isolation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void workIn(String version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void beforeCompletion() {
            // the table's tests register no actions
        }

        @Override
        public boolean isRollbackOnly() {
            return false;
        }

        @Override
        public void completed(Outcome outcome) {
            // the table's tests register no actions
        }

        @Override
        public void detectConflict() {
            // the table's tests end transactions without a transaction manager
        }

        @Override
        public Vote prepare(BranchId branch) {
            fail();
            if (vote == Vote.PREPARED) {
                ScriptedDatabase.this.prepare(branch);
            }
            return vote;
        }

        @Override
        public void commit() {
            fail();
            committed++;
        }

        @Override
        public void rollback() {
            rolledBack++;
        }

        @Override
        public void markRollbackOnly() {
            markedRollbackOnly++;
        }
    }
}
