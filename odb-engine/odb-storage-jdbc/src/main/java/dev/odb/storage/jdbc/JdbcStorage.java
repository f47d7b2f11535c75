package dev.odb.storage.jdbc;

import dev.odb.DatabaseStatistics.Forces;
import dev.odb.DatabaseStatistics.StorageSize;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.Leases;
import dev.odb.core.storage.LiveSnapshots;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageHealth;
import dev.odb.core.storage.StorageStatistics;
import dev.odb.core.storage.local.OnePack;
import dev.odb.core.storage.local.TemporaryFile;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Keeps everything in tables. Durable is what the database has committed; appended and published are one step. Commits are
 * checked and written by the {@link Publisher}; reads are single statements, so that no transaction of the database is held
 * open between two calls.
 */
public final class JdbcStorage implements Storage {
    private static final String NEXT_OID = "SELECT next_oid FROM odb_database";

    private final Connections connections;
    private final boolean readOnly;
    private final UUID databaseId;
    private final OidRange oids = new OidRange();
    private final JdbcContents contents;
    private final Membership membership;
    private final Writing writing;
    private final Horizon horizon;
    private final Publisher publisher;
    private final RemovedObjects removed;
    private final OnePack onePack;
    private final SnapshotReport report;
    private final JdbcSettings settings;
    private final Poll poll;
    private final BranchTable branchTable;
    private final ClassTable classes;
    private final JdbcLeases leases;
    private final Nodes nodes;
    private volatile boolean closed;

    private JdbcStorage(Connections connections, UUID databaseId, Membership membership, JdbcSettings settings) {
        this.connections = connections;
        this.databaseId = databaseId;
        this.membership = membership;
        this.settings = settings;
        readOnly = membership == null;
        UUID incarnation = readOnly ? databaseId : membership.incarnation();
        writing = new Writing(connections, membership, settings.patience());
        CommitSequence sequence = connections.read(CommitSequence::read);
        horizon = new Horizon(sequence.lastTid());
        removed = new RemovedObjects(settings.references(), sequence.packs(), horizon::packed);
        publisher = new Publisher(connections, writing, oids, removed, horizon, settings, incarnation);
        UUID member = readOnly ? null : incarnation;
        poll = new Poll(new News(connections, horizon, publisher, removed, member, sequence.notices()));
        onePack = new OnePack(connections.location());
        report = new SnapshotReport(connections, incarnation, removed, horizon::lastTid);
        oids.startAt(number(NEXT_OID));
        contents = new JdbcContents(connections, readOnly ? null : incarnation);
        branchTable = new BranchTable(connections);
        classes = new ClassTable(connections, publisher);
        leases = new JdbcLeases(connections, membership);
        nodes = new Nodes(connections, incarnation);
        connections.read(removed::loadUnfinished);
        if (!readOnly) {
            connections.read(report::update);
            membership.whenBeating(this::report);
        }
    }

    /** What this process reads; it also learns what it has to know before others may forget it. */
    private void report() {
        if (!closed) {
            poll();
            connections.read(report::update);
        }
    }

    /**
     * Opens the database, whose tables are made if they are not there. Other processes may have it open as well.
     */
    public static JdbcStorage open(Address address, boolean readOnly, JdbcSettings settings) {
        return open(address, readOnly, settings, connections -> Schema.open(connections, readOnly));
    }

    /** Finds or makes the identity of the database. */
    @FunctionalInterface
    interface Identification {
        UUID of(Connections connections) throws SQLException;
    }

    /** The same, with the identity of the database found or made in a way of its own. */
    static JdbcStorage open(Address address, boolean readOnly, JdbcSettings settings, Identification identification) {
        Connections connections = new Connections(address, settings.life());
        Membership membership = null;
        JdbcStorage opened = null;
        try {
            UUID identity = identification.of(connections);
            membership = readOnly ? null : Membership.join(connections, settings);
            opened = new JdbcStorage(connections, identity, membership, settings);
            return opened;
        } catch (SQLException e) {
            throw SqlFailure.unreachable(e)
                    ? JdbcMessages.noAnswer(address.location(), e)
                    : JdbcMessages.notMade(address.location(), e);
        } finally {
            if (opened == null) {
                if (membership != null) {
                    membership.close();
                }
                connections.close();
            }
        }
    }

    private long number(String sql, Object... parameters) {
        return connections.read(connection -> Sql.number(connection, sql, parameters));
    }

    /** Null if it only reads. */
    Membership membership() {
        return membership;
    }

    /** As precise as a column can be. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public UUID databaseId() {
        return databaseId;
    }

    @Override
    public String location() {
        return connections.location();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public long lastTid() {
        requireOpen();
        return horizon.lastTid();
    }

    @Override
    public void poll() {
        requireOpen();
        poll.run();
    }

    @Override
    public void onOthers(OthersListener listener) {
        horizon.onOthers(listener);
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public long newOids(int count) {
        requireWritable();
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        long first = oids.take(count);
        while (first == 0) {
            OidRange.Reservation reservation = oids.reserve(count);
            publisher.run(reservation, reservation::done);
            first = oids.take(count);
        }
        return first;
    }

    @Override
    public Revision load(long oid, long snapshot) {
        requireOpen();
        return Revisions.existing(connections.read(connection -> Revisions.newest(connection, oid, snapshot)));
    }

    @Override
    public boolean loadsTogether() {
        return true;
    }

    @Override
    public Map<Long, Revision> loadTogether(long[] oids, long snapshot, int maxBytes) {
        requireOpen();
        return connections.read(connection -> Revisions.heads(connection, oids, snapshot, maxBytes));
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        requireOpen();
        List<Revision> found = new ArrayList<>();
        for (Revision next : connections.read(connection -> Revisions.newest(connection, oid, snapshot, most))) {
            if (Revisions.existing(next) == null) {
                break;
            }
            found.add(next);
        }
        return found;
    }

    @Override
    public RevisionFields fields(long oid, long serial) {
        requireOpen();
        return connections.read(connection -> Revisions.fields(connection, oid, serial));
    }

    @Override
    public long serial(long oid, long snapshot) {
        requireOpen();
        return number("SELECT MAX(serial) FROM odb_revision WHERE oid = ? AND serial <= ?", oid, snapshot);
    }

    @Override
    public Revision loadAppended(long oid) {
        return load(oid, Long.MAX_VALUE);
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        requireOpen();
        return horizon.changedBetween(after, upTo);
    }

    @Override
    public int defineClass(byte[] description) {
        requireOpen();
        int known = classes.id(description);
        if (known == 0) {
            requireWritable();
            return classes.define(description);
        }
        return known;
    }

    @Override
    public byte[] classDescription(int id) {
        requireOpen();
        return classes.description(id);
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        requireWritable();
        return publisher.commit(batch, appended);
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        requireWritable();
        nodes.learn(id);
        publisher.prepare(id, batch);
    }

    @Override
    public long commitPrepared(BranchId id, LongConsumer appended) {
        requireWritable();
        return publisher.decide(id, false, appended);
    }

    @Override
    public void rollbackPrepared(BranchId id) {
        requireWritable();
        publisher.rollback(id, false);
    }

    @Override
    public long commitByHand(BranchId id, LongConsumer appended) {
        requireWritable();
        return publisher.decide(id, true, appended);
    }

    @Override
    public void rollbackByHand(BranchId id) {
        requireWritable();
        publisher.rollback(id, true);
    }

    @Override
    public List<HeuristicDecision> decidedByHand() {
        requireOpen();
        return branchTable.decisions();
    }

    @Override
    public void forget(BranchId id) {
        requireWritable();
        publisher.forget(id);
    }

    @Override
    public boolean isHeld(long[] oids) {
        requireOpen();
        return connections.read(connection -> Holds.any(connection, oids));
    }

    @Override
    public List<PreparedBranch> prepared() {
        requireOpen();
        return list(branchTable.load());
    }

    @Override
    public List<PreparedBranch> recoverable() {
        requireOpen();
        return readOnly ? prepared() : list(branchTable.recoverable(membership.incarnation(), !nodes.hasNamesake()));
    }

    private static List<PreparedBranch> list(Map<BranchId, BranchTable.Prepared> branches) {
        List<PreparedBranch> found = new ArrayList<>();
        branches.forEach((id, prepared) -> found.add(new PreparedBranch(id, prepared.batch(), prepared.since())));
        return found;
    }

    @Override
    public ScratchFile scratchFile() throws IOException {
        return new TemporaryFile();
    }

    @Override
    public void awaitPublished() {
        requireOpen();
        // whoever holds the lock publishes before letting it go
        publisher.writeRestored();
    }

    @Override
    public Contents contents() {
        requireOpen();
        return contents;
    }

    @Override
    public boolean exists(long oid) {
        requireOpen();
        return !removed.contains(oid) && number("SELECT COUNT(*) FROM odb_object WHERE oid = ?", oid) > 0;
    }

    @Override
    public boolean isRemoved(long oid) {
        requireOpen();
        return removed.contains(oid);
    }

    @Override
    public void liveSnapshots(LiveSnapshots live) {
        report.of(live);
    }

    @Override
    public boolean announcePast(long snapshot) {
        requireOpen();
        return readOnly ? snapshot >= packedTid() : report.announce(snapshot);
    }

    @Override
    public long packedTid() {
        requireOpen();
        return number("SELECT packed_tid FROM odb_database");
    }

    @Override
    public PackResult pack(PackRequest request) {
        requireWritable();
        // of its own, so that a pack whose outcome is unknown is not the end of all writing
        Writing changes = new Writing(connections, membership, settings.patience());
        return onePack.run(() -> new JdbcPack(
                        connections,
                        membership.incarnation(),
                        change -> run(changes, change),
                        removed,
                        request,
                        onePack)
                .run());
    }

    private static void run(Writing changes, Change change) {
        try {
            changes.run(change);
        } catch (StaleRecordsException e) {
            throw new IllegalStateException("It verifies nothing.", e);
        }
    }

    @Override
    public void restore(long tid, Batch batch) {
        requireWritable();
        publisher.restore(tid, batch);
    }

    @Override
    public void restorePacked(long tid) {
        requireWritable();
        publisher.restorePacked(tid);
    }

    /** What was copied into the tables is complete: from now on others may open the database. */
    void copied() {
        publisher.run(new RowChange("UPDATE odb_database SET copying = FALSE"), () -> {});
    }

    @Override
    public long oidEnd() {
        requireOpen();
        return number(NEXT_OID);
    }

    @Override
    public void restoreOids(long end) {
        requireWritable();
        publisher.restoreOids(end);
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        requireOpen();
        return new Transactions(connections, removed, first, Math.min(last, horizon.lastTid()));
    }

    @Override
    public StorageStatistics statistics() {
        requireOpen();
        long records = number("SELECT SUM(OCTET_LENGTH(data)) FROM odb_record");
        return new StorageStatistics(Forces.NONE, new StorageSize(records, 0, contents.bytes()));
    }

    /** How much room there is the database does not tell. */
    @Override
    public StorageHealth health() {
        boolean fenced = !readOnly && membership.isRemoved();
        return new StorageHealth(fenced ? JdbcMessages.fenced(location()) : writing.failure(), -1, nodes.warning());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onePack.close();
        publisher.awaitOthers();
        if (membership != null) {
            membership.close();
        }
        contents.close();
        connections.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The database '" + location() + "' is closed.");
        }
    }

    private void requireWritable() {
        requireOpen();
        if (readOnly) {
            throw JdbcMessages.readOnly(location());
        }
    }
}
