package dev.odb.core.transaction;

import dev.odb.ConflictException;
import dev.odb.TransactionInfo;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Jfr;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Merges stale writes where a resolver can, and makes the exception for the rest. */
final class Conflicts {
    private static final long[] NOTHING = {};

    private final Storage storage;
    private final ClassCatalog catalog;
    private final RecentTransactions recent;
    private final ConflictCounts counts = new ConflictCounts();

    Conflicts(Storage storage, ClassCatalog catalog, RecentTransactions recent) {
        this.storage = storage;
        this.catalog = catalog;
        this.recent = recent;
    }

    /**
     * Gives the writes with every stale one merged onto what is committed.
     *
     * @throws ConflictException with all that could not be merged
     */
    Writes resolve(CommitRequest request, List<Stale> stale) {
        Map<Long, Write> merged = new HashMap<>();
        List<Stale> lost = new ArrayList<>();
        for (Stale one : stale) {
            Write write = merge(request, one);
            if (write == null) {
                lost.add(one);
            } else {
                merged.put(one.oid(), write);
            }
        }
        if (!lost.isEmpty()) {
            throw of(request, lost);
        }
        counts.addMerged(merged.size());
        return request.writes().replacing(merged);
    }

    ConflictCounts counts() {
        return counts;
    }

    private Write merge(CommitRequest request, Stale stale) {
        Write mine = write(request, stale.oid());
        boolean pinned =
                request.unchanged().contains(stale.oid()) || request.verified().contains(stale.oid());
        if (mine == null || pinned || stale.heldBy() != null || stale.serialSeen() == 0) {
            return null;
        }
        Revision old = storage.load(stale.oid(), stale.serialSeen());
        Revision committed = storage.loadAppended(stale.oid());
        if (old == null || committed == null) {
            return null;
        }
        byte[] record = request.resolver().resolve(stale.oid(), old.record(), committed.record(), mine.record());
        return record == null ? null : new Write(stale.oid(), committed.serial(), record);
    }

    /** The exception for what was lost; it is counted and told to the flight recorder. */
    ConflictException of(CommitRequest request, List<Stale> lost) {
        return counted(made(request, lost), request);
    }

    private ConflictException counted(ConflictException made, CommitRequest request) {
        counts.lost(made);
        if (Jfr.isUsed() && ConflictEvent.isOn()) {
            ConflictRecords.tell(made, request, storage, catalog);
        }
        return made;
    }

    private ConflictException made(CommitRequest request, List<Stale> lost) {
        long[] oids = lost.stream().mapToLong(Stale::oid).toArray();
        for (Stale one : lost) {
            if (request.unchanged().contains(one.oid())) {
                return TransactionMessages.stale(one.oid(), type(one.oid()), one.serialSeen(), one.serialCommitted())
                        .with(oids, winner(one.serialCommitted()));
            }
        }
        Stale first = lost.get(0);
        String type = type(first.oid());
        if (first.heldBy() != null) {
            return TransactionMessages.heldByBranch(first.oid(), type, first.serialSeen(), inDoubt(first.heldBy()))
                    .with(oids, null);
        }
        boolean read = write(request, first.oid()) == null;
        ConflictException made = read
                ? TransactionMessages.readConflict(
                        first.oid(), type, first.serialSeen(), first.serialCommitted(), lost.size() - 1)
                : TransactionMessages.conflict(
                        first.oid(), type, first.serialSeen(), first.serialCommitted(), lost.size() - 1);
        return made.with(oids, winner(first.serialCommitted()));
    }

    /** Who came first, perhaps in another process; or null. */
    private TransactionInfo winner(long tid) {
        TransactionInfo known = recent.get(tid);
        if (known != null || !storage.leases().shared()) {
            return known;
        }
        storage.poll();
        Iterator<CommittedTransaction> found = storage.transactions(tid, tid);
        return found.hasNext() ? RecentTransactions.info(tid, found.next().metadata()) : null;
    }

    /** The same for objects that others are about to commit. */
    ConflictException wanted(CommitRequest outline, long[] oids) {
        Write write = write(outline, oids[0]);
        long seen = write == null ? 0 : write.serialSeen();
        return counted(TransactionMessages.wanted(oids[0], type(oids[0]), seen).with(oids, null), outline);
    }

    /** The same for a lock that was not to be had. */
    ConflictException of(LockRefusedException refused, Duration wait, CommitRequest request) {
        return counted(made(refused, wait, request), request);
    }

    private ConflictException made(LockRefusedException refused, Duration wait, CommitRequest request) {
        boolean gate = refused.oid == LockTable.GATE;
        if (gate && request != null && !request.writes().isEmpty()) {
            Write first = request.writes().get(0);
            return TransactionMessages.gateClosed(
                            refused, first.oid(), typeOf(first.record()), first.serialSeen(), wait)
                    .with(NOTHING, null);
        }
        Write write = request == null ? null : write(request, refused.oid);
        String type = write == null ? type(refused.oid) : typeOf(write.record());
        long[] lost = gate ? NOTHING : new long[] {refused.oid};
        if (refused.branch != null && refused.reason == LockRefusedException.Reason.TIMEOUT) {
            long seen = write == null ? 0 : write.serialSeen();
            return TransactionMessages.heldByBranch(refused.oid, type, seen, inDoubt(refused.branch))
                    .with(lost, null);
        }
        return TransactionMessages.lockWait(refused, type, write == null ? 0 : write.serialSeen(), wait)
                .with(lost, null);
    }

    private HoldingBranch inDoubt(BranchId id) {
        return storage.prepared().stream()
                .filter(branch -> branch.id().equals(id))
                .findFirst()
                .map(branch -> HoldingBranch.of(branch, Instant.now()))
                .orElseGet(() -> HoldingBranch.decided(id));
    }

    private static Write write(CommitRequest request, long oid) {
        int index = request.writes().find(oid);
        return index < 0 ? null : request.writes().get(index);
    }

    private String type(long oid) {
        Revision current = oid == LockTable.GATE ? null : storage.loadAppended(oid);
        return current == null ? "" : typeOf(current.record());
    }

    private String typeOf(byte[] record) {
        return catalog.get(RecordInfo.classId(record)).name();
    }
}
