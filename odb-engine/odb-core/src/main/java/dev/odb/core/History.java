package dev.odb.core;

import dev.odb.AsOf;
import dev.odb.ObjectRevision;
import dev.odb.RevisionInfo;
import dev.odb.StoredTransaction;
import dev.odb.TransactionInfo;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The listed past of a database. All threads may use it. */
final class History {
    private static final long ROOT_DIRECTORY = 0;
    private static final long FIRST_WINDOW = Tids.at(Instant.EPOCH.plusSeconds(1));
    /** So many revisions of an object are in memory together. */
    private static final int AT_ONCE = 1000;

    private final Storage storage;

    History(Storage storage) {
        this.storage = storage;
    }

    /** The snapshot of a moment, which must not be in the future. */
    long snapshot(AsOf asOf) {
        storage.poll();
        long snapshot = asOf instanceof AsOf.Moment moment ? at(moment.instant()) : of((AsOf.Transaction) asOf);
        if (snapshot > 0 && snapshot < storage.packedTid()) {
            throw packedAway(asOf, storage.packedTid());
        }
        if (snapshot <= 0 || storage.load(ROOT_DIRECTORY, snapshot) == null) {
            throw EngineMessages.beforeTheBeginning(asOf.toString(), storage.location());
        }
        return snapshot;
    }

    private long of(AsOf.Transaction transaction) {
        long newest = storage.lastTid();
        if (transaction.tid() > newest) {
            throw future(transaction, newest);
        }
        return transaction.tid();
    }

    private long at(Instant instant) {
        long newest = storage.lastTid();
        Instant newestInstant = Tids.instant(newest);
        if (instant.isAfter(Instant.now()) && instant.isAfter(newestInstant)) {
            throw future(AsOf.instant(instant), newest);
        }
        return Math.min(newest, Tids.upTo(instant));
    }

    /** The moment is before the pack time. */
    RuntimeException packedAway(AsOf moment, long packed) {
        return EngineMessages.packedAway(
                moment.toString(), storage.location(), "transaction " + packed + " of " + Tids.instant(packed));
    }

    private static RuntimeException future(AsOf moment, long newest) {
        return EngineMessages.future(moment.toString(), newest + " of " + Tids.instant(newest));
    }

    /**
     * Transactions, newest first. Storages give them forwards only, so it looks at windows of time from the newest
     * backwards, each twice as long as the one before.
     */
    List<TransactionInfo> transactions(int first, int count) {
        if (first < 0 || count < 0) {
            throw EngineMessages.negative("undoLog", first, count);
        }
        long wanted = (long) first + count;
        List<TransactionInfo> found = new ArrayList<>();
        storage.poll();
        long last = storage.lastTid();
        long width = FIRST_WINDOW;
        long packed = storage.packedTid();
        while (last > packed && found.size() < wanted && count > 0) {
            long from = Math.max(packed + 1, last - width + 1);
            found.addAll(newestFirst(from, last, wanted - found.size()));
            last = from - 1;
            width *= 2;
        }
        return List.copyOf(found.subList(Math.min(first, found.size()), found.size()));
    }

    private Deque<TransactionInfo> newestFirst(long from, long to, long atMost) {
        Deque<TransactionInfo> found = new ArrayDeque<>();
        Iterator<CommittedTransaction> transactions = storage.transactions(from, to);
        while (transactions.hasNext()) {
            CommittedTransaction next = transactions.next();
            found.addFirst(info(next));
            if (found.size() > atMost) {
                found.removeLast();
            }
        }
        return found;
    }

    private static TransactionInfo info(CommittedTransaction transaction) {
        long tid = transaction.tid();
        TransactionMetadata about = transaction.metadata();
        return new TransactionInfo(tid, Tids.instant(tid), about.user(), about.description(), about.properties());
    }

    /** Transactions with what they wrote, oldest first, read as the stream is consumed. */
    Stream<StoredTransaction> stored(long first, long last, ClassCatalog catalog) {
        storage.poll();
        Iterator<CommittedTransaction> found = storage.transactions(first, last);
        int ordered = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(found, ordered), false)
                .map(next -> new StoredTransaction(info(next), new Revisions(next.writes(), catalog)));
    }

    /** What was written, as the API shows it; looked at when asked for. */
    private static final class Revisions extends AbstractList<ObjectRevision> {
        private final List<Write> writes;
        private final ClassCatalog catalog;

        Revisions(List<Write> writes, ClassCatalog catalog) {
            this.writes = writes;
            this.catalog = catalog;
        }

        @Override
        public ObjectRevision get(int index) {
            Write write = writes.get(index);
            String type = write.tombstone()
                    ? ""
                    : catalog.get(RecordInfo.classId(write.record())).name();
            return new ObjectRevision(write.oid(), type, write.serialSeen(), write.record().length);
        }

        @Override
        public int size() {
            return writes.size();
        }
    }

    /** An object's revisions, newest first. */
    List<RevisionInfo> revisions(long oid, int n) {
        if (n < 0) {
            throw EngineMessages.negative("history", 0, n);
        }
        storage.poll();
        long snapshot = storage.lastTid();
        if (storage.load(oid, snapshot) == null) {
            throw EngineMessages.noHistory(oid);
        }
        List<RevisionInfo> found = new ArrayList<>();
        List<Revision> some;
        do {
            some = storage.revisions(oid, snapshot, Math.min(n - found.size(), AT_ONCE));
            for (Revision revision : some) {
                Iterator<CommittedTransaction> wrote = storage.transactions(revision.serial(), revision.serial());
                if (!wrote.hasNext()) {
                    // packed away since the revision was found, and so are those before it
                    return found;
                }
                found.add(info(revision, wrote.next().metadata()));
                snapshot = revision.serial() - 1;
            }
        } while (!some.isEmpty() && found.size() < n);
        return found;
    }

    private static RevisionInfo info(Revision revision, TransactionMetadata about) {
        long tid = revision.serial();
        return new RevisionInfo(
                tid,
                Tids.instant(tid),
                about.user(),
                about.description(),
                about.properties(),
                revision.record().length,
                revision.version());
    }
}
