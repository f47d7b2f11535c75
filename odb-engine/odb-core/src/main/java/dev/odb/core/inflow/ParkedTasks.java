package dev.odb.core.inflow;

import dev.odb.ParkedTask;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.queue.StoredTask;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The tasks of a queue that wait for an administrator. All threads may use it. */
public final class ParkedTasks {
    private static final int AT_ONCE = 1_000;

    private final OpenQueue queue;
    private final DatabaseContext database;

    ParkedTasks(OpenQueue queue, DatabaseContext database) {
        this.queue = queue;
        this.database = database;
    }

    /** Some of them, those sent first first. */
    public List<ParkedTask> list(int first, int count) {
        long[] some = Arrays.stream(oids()).skip(first).limit(count).toArray();
        return OwnTransaction.read(database, own -> Arrays.stream(some)
                .mapToObj(oid -> describe(own, oid))
                .filter(Objects::nonNull)
                .toList());
    }

    private long[] oids() {
        database.storage().poll();
        return queue.withTasks(TaskIndex::parked);
    }

    private ParkedTask describe(Workspace own, long oid) {
        StoredTask stored = own.object(oid, StoredTask.class);
        if (!isParked(own, oid, stored)) {
            return null;
        }
        long object = own.oid(stored.task());
        byte[] record = own.record(object);
        return new ParkedTask(
                oid,
                stored.key(),
                Instant.ofEpochMilli(stored.sent()),
                stored.sender(),
                stored.failures(),
                Instant.ofEpochMilli(stored.failed()),
                stored.reason(),
                stored.stack(),
                object,
                record == null
                        ? ""
                        : database.catalog().get(RecordInfo.classId(record)).name(),
                record == null ? "null" : RecordInfo.json(record, database.catalog()));
    }

    private static boolean isParked(Workspace own, long oid, StoredTask task) {
        return own.record(oid) != null && task.task() != null && task.parked() && QueueWrites.isEntered(own, task);
    }

    /** Has one taken again. */
    public void resubmit(long id) {
        one("resubmitted", id, StoredTask::resubmit);
    }

    /** Has all taken again; gives how many. */
    public int resubmitAll() {
        return all("resubmitted", StoredTask::resubmit);
    }

    /** Drops one. */
    public void drop(long id) {
        one("dropped", id, StoredTask::done);
    }

    /** Drops all; gives how many. */
    public int dropAll() {
        return all("dropped", StoredTask::done);
    }

    private void one(String what, long id, Consumer<StoredTask> how) {
        if (Arrays.stream(oids()).noneMatch(oid -> oid == id)
                || change(what + " task " + id + " of queue '" + queue.name() + "'", new long[] {id}, how) == 0) {
            throw TaskMessages.notParked(id, queue.name());
        }
    }

    private int all(String what, Consumer<StoredTask> how) {
        long[] oids = oids();
        int changed = 0;
        for (int from = 0; from < oids.length; from += AT_ONCE) {
            long[] some = Arrays.copyOfRange(oids, from, Math.min(oids.length, from + AT_ONCE));
            changed += change(what + " " + some.length + " tasks of queue '" + queue.name() + "'", some, how);
        }
        return changed;
    }

    private int change(String description, long[] oids, Consumer<StoredTask> how) {
        TransactionMetadata about = new TransactionMetadata("", description, Map.of(), false);
        return OwnTransaction.change(database, about, own -> {
            int changed = 0;
            for (long oid : oids) {
                StoredTask stored = own.object(oid, StoredTask.class);
                if (isParked(own, oid, stored)) {
                    how.accept(stored);
                    changed++;
                }
            }
            return changed;
        });
    }
}
