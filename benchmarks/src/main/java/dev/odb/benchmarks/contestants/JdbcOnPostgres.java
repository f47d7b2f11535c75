package dev.odb.benchmarks.contestants;

import dev.odb.ObjectDatabase;
import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * What one would write by hand to check and to write what ODB checks and writes, into ODB's own tables: the object's serial
 * compared and set, the next tid, a row of the transaction, of the revision, of the record, and of what it refers to. It is
 * one statement, so one answer is waited for; each thread has a connection of its own, on which everything is prepared.
 * Records that are changed are kept in memory, as ODB does; if the serial is another one they are read again.
 */
public final class JdbcOnPostgres implements Contestant {
    private static final String ORDERED = "UPDATE odb_commit_sequence SET last_tid = GREATEST(last_tid + 1, ?)"
            + " WHERE EXISTS (SELECT 1 FROM checked) RETURNING last_tid AS tid";
    private static final String UNORDERED = "SELECT nextval('unordered') + 0 * ? AS tid FROM checked";
    private static final String COMMIT = "WITH checked AS"
            + " (SELECT oid, serial FROM odb_object WHERE oid = ? AND serial = ? FOR UPDATE),"
            + " next AS (%s),"
            + " head AS (UPDATE odb_object o SET serial = tid FROM next, checked c WHERE o.oid = c.oid),"
            + " revision AS (INSERT INTO odb_revision (oid, serial, pre, prevhead)"
            + " SELECT oid, tid, serial, serial FROM next, checked),"
            + " record AS (INSERT INTO odb_record (oid, serial, data) SELECT oid, tid, ? FROM next, checked),"
            + " reference AS (INSERT INTO odb_reference (oid, serial, target)"
            + " SELECT oid, tid, unnest(?::bigint[]) FROM next, checked)"
            + " INSERT INTO odb_transaction"
            + " (tid, committed_at, user_name, description, other_resources, metadata, commit_id)"
            + " SELECT tid, now(), '', '', FALSE, '', ? FROM next RETURNING tid";
    private static final String RECORDS = "SELECT o.oid, o.serial, d.data FROM odb_object o"
            + " JOIN odb_record d ON d.oid = o.oid AND d.serial = o.serial WHERE o.oid = ANY(?)";

    private final String name;
    private final String nextTid;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong commits = new AtomicLong();
    private final LongAdder attempts = new LongAdder();
    private final Map<Long, Stored> known = new ConcurrentHashMap<>();
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Session> session = ThreadLocal.withInitial(this::connect);
    private String url;

    private JdbcOnPostgres(String name, String nextTid) {
        this.name = name;
        this.nextTid = nextTid;
    }

    /** Draws tids in the order of commits, as ODB does: whoever reads all after a tid misses none. */
    public static JdbcOnPostgres inOrder() {
        return new JdbcOnPostgres("JDBC by hand", ORDERED);
    }

    /** Draws them from a sequence, so that nobody waits for another's commit, and readers may miss some. */
    public static JdbcOnPostgres unordered() {
        return new JdbcOnPostgres("JDBC by hand, no order", UNORDERED);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return "a commit is one statement; changed records are kept in memory; a connection a thread"
                + (nextTid.equals(ORDERED) ? "" : "; tids from a sequence, which is less than ODB promises");
    }

    @Override
    public void recreate(Path folder) throws SQLException {
        PostgresSchema.recreate(folder, "CREATE SEQUENCE unordered");
        url = PostgresSchema.url(folder);
        ObjectDatabase.open("odb:jdbc:" + url).close();
        Rows authors = new Rows();
        for (int i = 0; i < IssueText.AUTHORS; i++) {
            authors.add(IssueBytes.authorKey(i), IssueBytes.utf8(IssueText.authorName(i)));
        }
        try (Session setup = new Session(DriverManager.getConnection(url));
                Statement statement = setup.connection.createStatement()) {
            // ODB's root directory
            statement.execute("TRUNCATE odb_object, odb_revision, odb_record, odb_reference, odb_transaction");
            setup.insert(authors);
        }
    }

    @Override
    public void loaded(Path folder) throws SQLException {
        PostgresSchema.vacuum(folder);
    }

    @Override
    public void open(Path folder) {
        url = PostgresSchema.url(folder);
    }

    @Override
    public void load(List<IssueText> issues) throws SQLException {
        Rows rows = new Rows();
        for (IssueText text : issues) {
            long key = IssueBytes.key(text.id());
            rows.add(key, IssueBytes.issue(text, 0), targets(key, text.author()));
            for (String comment : text.comments()) {
                rows.add(++key, IssueBytes.utf8(comment));
            }
        }
        session.get().insert(rows);
    }

    private static long[] targets(long key, int author) {
        return new long[] {IssueBytes.authorKey(author), key + 1, key + 2, key + 3};
    }

    @Override
    public void setStatus(int issue, int status) throws SQLException {
        long key = IssueBytes.key(issue);
        while (true) {
            attempts.increment();
            Stored before = known.get(key);
            if (before == null) {
                before = session.get().records(key).get(key);
            }
            byte[] changed = IssueBytes.withStatus(before.record, status);
            long tid = session.get().commit(key, before.serial, changed);
            if (tid != 0) {
                known.put(key, new Stored(tid, changed));
                return;
            }
            known.remove(key);
        }
    }

    @Override
    public long read(int issue) throws Exception {
        long key = IssueBytes.key(issue);
        Map<Long, Stored> records = session.get()
                .records(LongStream.range(key, key + IssueText.OBJECTS).toArray());
        return IssueBytes.checksum(issue, each -> {
            Stored found = records.get(each);
            return (found == null ? session.get().records(each).get(each) : found).record;
        });
    }

    @Override
    public long readAll(int[] issues) throws Exception {
        session.get().connection.setAutoCommit(false);
        long sum = 0;
        for (int issue : issues) {
            sum += read(issue);
        }
        session.get().connection.commit();
        session.get().connection.setAutoCommit(true);
        return sum;
    }

    @Override
    public long attempts() {
        return attempts.sum();
    }

    private Session connect() {
        try {
            Session opened = new Session(DriverManager.getConnection(url));
            sessions.add(opened);
            return opened;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Session each : sessions) {
            each.close();
        }
    }

    /** A record and its serial. */
    private record Stored(long serial, byte[] record) {}

    /** New objects. */
    private static final class Rows {
        private final List<Long> oids = new ArrayList<>();
        private final List<byte[]> records = new ArrayList<>();
        private final List<Long> from = new ArrayList<>();
        private final List<Long> targets = new ArrayList<>();

        void add(long oid, byte[] record, long... refersTo) {
            oids.add(oid);
            records.add(record);
            for (long target : refersTo) {
                from.add(oid);
                targets.add(target);
            }
        }
    }

    /** A thread's connection. */
    private final class Session implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement commit;
        private final PreparedStatement records;

        Session(Connection connection) throws SQLException {
            this.connection = connection;
            commit = connection.prepareStatement(COMMIT.formatted(nextTid));
            records = connection.prepareStatement(RECORDS);
        }

        private String commitId() {
            return process + "-" + commits.incrementAndGet();
        }

        private static long clock() {
            return System.currentTimeMillis() * 1000 << 10;
        }

        /** The new serial, or 0 if the object has another one than this. */
        long commit(long oid, long serial, byte[] record) throws SQLException {
            int author = IssueBytes.author(record);
            commit.setLong(1, oid);
            commit.setLong(2, serial);
            commit.setLong(3, clock());
            commit.setBytes(4, record);
            commit.setObject(5, targets(oid, author));
            commit.setString(6, commitId());
            try (ResultSet rows = commit.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }

        Map<Long, Stored> records(long... oids) throws SQLException {
            Map<Long, Stored> found = new HashMap<>();
            records.setObject(1, oids);
            try (ResultSet rows = records.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), new Stored(rows.getLong(2), rows.getBytes(3)));
                }
            }
            return found;
        }

        /** All of them in one transaction. */
        void insert(Rows rows) throws SQLException {
            connection.setAutoCommit(false);
            long tid;
            try (PreparedStatement next = connection.prepareStatement(
                    "UPDATE odb_commit_sequence SET last_tid = GREATEST(last_tid + 1, ?) RETURNING last_tid")) {
                next.setLong(1, clock());
                try (ResultSet row = next.executeQuery()) {
                    row.next();
                    tid = row.getLong(1);
                }
            }
            Long[] oids = rows.oids.toArray(Long[]::new);
            run(
                    "INSERT INTO odb_transaction (tid, committed_at, user_name, description, other_resources, metadata,"
                            + " commit_id) VALUES (?, now(), '', '', FALSE, '', ?)",
                    tid,
                    commitId());
            run("INSERT INTO odb_object (serial, oid) SELECT ?, unnest(?::bigint[])", tid, oids);
            run("INSERT INTO odb_revision (serial, oid) SELECT ?, unnest(?::bigint[])", tid, oids);
            run(
                    "INSERT INTO odb_record (serial, oid, data) SELECT ?, unnest(?::bigint[]), unnest(?::bytea[])",
                    tid,
                    oids,
                    rows.records.toArray(byte[][]::new));
            run(
                    "INSERT INTO odb_reference (serial, oid, target) SELECT ?, unnest(?::bigint[]), unnest(?::bigint[])",
                    tid,
                    rows.from.toArray(Long[]::new),
                    rows.targets.toArray(Long[]::new));
            connection.commit();
            connection.setAutoCommit(true);
        }

        private void run(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                statement.executeUpdate();
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
