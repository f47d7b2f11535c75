package dev.odb.benchmarks.contestants;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** ODB on file storage, through {@code transact}. */
public class OdbContestant implements Contestant {
    private static final long CACHE = 256 << 20;

    private final LongAdder attempts = new LongAdder();
    private ObjectDatabase database;
    private OdbConnection hot;

    @Override
    public String name() {
        return "ODB";
    }

    @Override
    public String settings() {
        return "odb:file, every commit forced, group commit; caches of 256 MiB of records, shared and a connection's";
    }

    @Override
    public final void open(Path folder) {
        database = ObjectDatabase.open(OdbConfiguration.of(url(folder))
                .withMaxObjects(Integer.MAX_VALUE)
                .withMaxObjectBytes(CACHE)
                .withRecordCacheBytes(CACHE));
    }

    /** Where the database is. */
    protected String url(Path folder) {
        return "odb:file:" + folder;
    }

    private static Tracker tracker(OdbConnection connection) {
        return connection.root("tracker", Tracker.class, Tracker::new);
    }

    @Override
    public void load(List<IssueText> issues) {
        database.transact(connection -> {
            Tracker tracker = tracker(connection);
            for (IssueText text : issues) {
                tracker.add(text);
            }
            return null;
        });
    }

    @Override
    public void setStatus(int issue, int status) {
        database.transact(connection -> {
            attempts.increment();
            tracker(connection).issues.get(issue).status(status);
            return null;
        });
    }

    @Override
    public long read(int issue) {
        return database.transact(
                connection -> tracker(connection).issues.get(issue).checksum());
    }

    @Override
    public long readAll(int[] issues) {
        return database.transact(connection -> {
            Tracker tracker = tracker(connection);
            long sum = 0;
            for (int issue : issues) {
                sum += tracker.issues.get(issue).checksum();
            }
            return sum;
        });
    }

    @Override
    public long hotPass() {
        if (hot == null) {
            hot = database.connect();
        }
        long issues = 0;
        long touched = 0;
        for (Issue issue : tracker(hot).issues.values()) {
            touched += issue.touch();
            issues++;
        }
        return touched == 0 ? 0 : issues;
    }

    @Override
    public void increment() {
        database.transact(connection -> {
            tracker(connection).counter.add(1);
            return null;
        });
    }

    @Override
    public long attempts() {
        return attempts.sum();
    }

    @Override
    public long counter() {
        return database.transact(connection -> tracker(connection).counter.get());
    }

    @Override
    public void close() {
        if (hot != null) {
            hot.close();
        }
        database.close();
    }
}
