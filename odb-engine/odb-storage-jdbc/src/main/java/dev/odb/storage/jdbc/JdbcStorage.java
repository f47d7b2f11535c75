package dev.odb.storage.jdbc;

import dev.odb.DatabaseStatistics.Forces;
import dev.odb.DatabaseStatistics.StorageSize;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.HeuristicDecision;
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
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.TemporaryFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Keeps everything in tables. Durable is what the database has committed; appended and published are one step. Commits are
 * checked and written by the {@link Publisher}; reads are single statements, so that no transaction of the database is held
 * open between two calls.
 */
public final class JdbcStorage implements Storage {
    private final Connections connections;
    private final boolean readOnly;
    private final JdbcSettings settings;
    private final UUID databaseId;
    private final OidRange oids = new OidRange();
    private final JdbcContents contents;
    private final Lease lease;
    private final Writing writing;
    private final Publisher publisher;
    private final BranchTable branchTable;
    private final ClassTable classes;
    private volatile boolean closed;

    private JdbcStorage(Connections connections, UUID databaseId, Lease lease, JdbcSettings settings) {
        this.connections = connections;
        this.databaseId = databaseId;
        this.lease = lease;
        this.settings = settings;
        readOnly = lease == null;
        UUID incarnation = readOnly ? databaseId : lease.incarnation();
        writing = new Writing(connections, incarnation, settings.patience());
        long last = number("SELECT last_tid FROM odb_commit_sequence");
        publisher = new Publisher(writing, oids, settings, connections.location(), incarnation, last);
        oids.startAt(number("SELECT next_oid FROM odb_database"));
        contents = new JdbcContents(connections);
        branchTable = new BranchTable(connections);
        branchTable.load().forEach((id, prepared) -> publisher.known(held(id, prepared.batch(), prepared.since())));
        branchTable.decisions().forEach(publisher::known);
        classes = new ClassTable(connections, publisher);
    }

    /**
     * Opens the database, whose tables are made if they are not there.
     *
     * @throws dev.odb.StorageLockedException if another process has it open for writing
     */
    public static JdbcStorage open(Address address, boolean readOnly, JdbcSettings settings) {
        return open(address, readOnly, settings, connection -> Schema.open(connection, address.location(), readOnly));
    }

    /** The same, with the identity of the database found or made in a way of its own. */
    static JdbcStorage open(
            Address address, boolean readOnly, JdbcSettings settings, Connections.Work<UUID> identification) {
        Connections connections = new Connections(address);
        Lease lease = null;
        JdbcStorage opened = null;
        try {
            UUID identity = connections.once(connection -> {
                Dialect.of(connection, connections.location());
                return identification.with(connection);
            });
            lease = readOnly ? null : Lease.take(connections, settings.lease());
            opened = new JdbcStorage(connections, identity, lease, settings);
            return opened;
        } catch (SQLException e) {
            throw JdbcMessages.notMade(address.location(), e);
        } finally {
            if (opened == null) {
                if (lease != null) {
                    lease.close();
                }
                connections.close();
            }
        }
    }

    /** The number that a query gives, 0 for null. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long number(String sql) {
        return connections.read(connection -> number(connection, sql));
    }

    /** As precise as a column can be. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Held<Batch> held(BranchId id, Batch batch, Instant since) {
        return new Held<>(id, Oids.written(batch), Oids.checked(batch), since, batch);
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
        return publisher.lastTid();
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
        return number("SELECT MAX(serial) FROM odb_revision WHERE oid = " + oid + " AND serial <= " + snapshot);
    }

    @Override
    public Revision loadAppended(long oid) {
        return load(oid, Long.MAX_VALUE);
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        requireOpen();
        return publisher.changedBetween(after, upTo);
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
        publisher.alone(() -> {
            publisher.requireFree(id);
            Instant since = now(settings.clock());
            writing.run(new PrepareChange(id, batch, since, publisher.table()));
            Batch stored =
                    new Batch(StoredWrites.ofBranch(connections, id, batch.writes()), batch.checks(), batch.metadata());
            publisher.known(held(id, stored, since));
        });
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
        return publisher.decidedByHand();
    }

    @Override
    public void forget(BranchId id) {
        requireWritable();
        publisher.forget(id);
    }

    @Override
    public List<PreparedBranch> prepared() {
        requireOpen();
        return publisher.branches().stream()
                .map(held -> new PreparedBranch(held.id(), held.content(), held.since()))
                .toList();
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
        return number("SELECT COUNT(*) FROM odb_object WHERE oid = " + oid) > 0;
    }

    @Override
    public long packedTid() {
        requireOpen();
        return number("SELECT packed_tid FROM odb_database");
    }

    @Override
    public PackResult pack(PackRequest request) {
        requireWritable();
        throw JdbcMessages.cannotPack(location());
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
        return oids.end();
    }

    @Override
    public void restoreOids(long end) {
        requireWritable();
        publisher.restoreOids(end);
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        requireOpen();
        return new Transactions(connections, first, Math.min(last, publisher.lastTid()));
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
        return new StorageHealth(writing.failure(), -1);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        publisher.awaitOthers();
        if (lease != null) {
            lease.close();
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
