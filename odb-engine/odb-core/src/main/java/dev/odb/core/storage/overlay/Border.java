package dev.odb.core.storage.overlay;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Writes;
import java.util.List;

/**
 * Where the base ends, and what a serial means on each side of it: to the changes an object that only the base has is new.
 * All threads may use it.
 */
final class Border {
    /** No object has it, so that a batch that names it is stale. */
    private static final long NEVER = -1;

    private final Storage base;
    private final long tid;
    private final long oidEnd;

    Border(Storage base) {
        this.base = base;
        tid = base.lastTid();
        oidEnd = base.oidEnd();
    }

    /** The base's newest transaction. */
    long tid() {
        return tid;
    }

    /** The snapshot as far as it is the base's. */
    long below(long snapshot) {
        return Math.min(snapshot, tid);
    }

    /** Whether the object can be one of the base's. */
    boolean mayHave(long oid) {
        return oid < oidEnd;
    }

    /** The serial of the object in the base, a tombstone's too; 0 if it is not there. */
    long serial(long oid) {
        return mayHave(oid) ? base.serial(oid, tid) : 0;
    }

    /** What the changes are to compare: 0 for what is so in the base, and for what is not nothing that can be so. */
    long toChanges(long oid, long seen) {
        if (seen > tid) {
            return seen;
        }
        if (serial(oid) == seen) {
            return 0;
        }
        return seen == 0 ? NEVER : seen;
    }

    /** A serial as the changes have it, in the whole. */
    long fromChanges(long oid, long serial) {
        return serial == 0 ? serial(oid) : serial;
    }

    Batch toChanges(Batch batch) {
        List<ReadCheck> checks = batch.checks().stream()
                .map(check -> new ReadCheck(check.oid(), toChanges(check.oid(), check.serial())))
                .toList();
        return new Batch(new TranslatedWrites(batch.writes(), this::toChanges, tid), checks, batch.metadata());
    }

    Batch fromChanges(Batch batch) {
        List<ReadCheck> checks = batch.checks().stream()
                .map(check -> new ReadCheck(check.oid(), fromChanges(check.oid(), check.serial())))
                .toList();
        return new Batch(fromChanges(batch.writes()), checks, batch.metadata());
    }

    Writes fromChanges(Writes writes) {
        return new TranslatedWrites(writes, this::fromChanges, 0);
    }

    /** The same refusal in the serials of whoever gave the batch. */
    StaleRecordsException fromChanges(StaleRecordsException refused, Batch batch) {
        return new StaleRecordsException(refused.stale().stream()
                .map(stale -> new Stale(
                        stale.oid(),
                        seen(stale.oid(), batch),
                        fromChanges(stale.oid(), stale.serialCommitted()),
                        stale.heldBy()))
                .toList());
    }

    private static long seen(long oid, Batch batch) {
        int at = batch.writes().find(oid);
        return at >= 0
                ? batch.writes().serialSeen(at)
                : batch.checks().stream()
                        .filter(check -> check.oid() == oid)
                        .mapToLong(ReadCheck::serial)
                        .findFirst()
                        .orElseThrow();
    }
}
