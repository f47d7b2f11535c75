package dev.odb.core.storage.memory;

import dev.odb.CorruptStorageException;
import dev.odb.PackProgress.Phase;
import dev.odb.PackReport.Contents;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.local.OnePack;
import dev.odb.core.storage.local.Reachability;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One pack of a memory storage. What goes is decided with the commits kept away; then it is cut off, while readers go on:
 * none of them goes back behind the pack time. One thread.
 */
final class MemoryPack {
    private final MemoryStorage storage;
    private final PackRequest request;
    private final OnePack guard;
    private final long upTo;
    private final Reachability reachability;
    private final Count before = new Count();
    private final Count after = new Count();
    private final OidSet removed = new OidSet();
    /** By oid, what others see because of what was written after the pack time. */
    private final Map<Long, Set<Long>> outsideLater = new HashMap<>();

    private long seen;

    MemoryPack(MemoryStorage storage, PackRequest request, OnePack guard) {
        this.storage = storage;
        this.guard = guard;
        long newest = storage.newestUpTo(request.upTo());
        long packed = storage.packedTid();
        this.request = newest > packed ? request : request.onlyCounting();
        upTo = Math.max(newest, packed);
        seen = upTo;
        reachability = new Reachability(
                this::currentRecord,
                this::outsideRecord,
                request.references(),
                done -> progress(Phase.FOLLOW, done, storage.objects()));
    }

    PackResult run() {
        try {
            mark();
            if (request.dryRun()) {
                seal();
            } else {
                request.seal().during(() -> storage.exclusively(this::seal));
            }
        } catch (CorruptStorageException e) {
            throw StorageMessages.packUnreadable(storage.location(), e);
        }
        keep();
        storage.removing(null);
        return new PackResult(upTo, before.get(), after.get(), request.dryRun() ? new OidSet() : removed);
    }

    /** Looks at what was written since it looked last. */
    private void mark() {
        storage.log().tailMap(seen, false).forEach((tid, transaction) -> {
            guard.requireGoing();
            keepAll(transaction.writes());
            seen = tid;
        });
        for (Batch prepared : storage.preparedBatches()) {
            keepAll(prepared.writes());
        }
        if (!request.keepUnreachable()) {
            reachability.follow();
        }
    }

    private void keepAll(List<Write> writes) {
        for (Write write : writes) {
            long outside = outside(write.lineage());
            if (outside != 0) {
                outsideLater
                        .computeIfAbsent(write.oid(), oid -> new HashSet<>())
                        .add(outside);
            }
            if (!request.keepUnreachable()) {
                reachability.keep(write.oid());
                reachability.keepReferences(write.record());
                byte[] seenOutside = record(write.oid(), outside);
                if (seenOutside != null) {
                    reachability.keepReferences(seenOutside);
                }
            }
        }
    }

    private void seal() {
        mark();
        for (CommittedTransaction transaction :
                storage.log().headMap(upTo, true).values()) {
            for (Write write : transaction.writes()) {
                if (!keeps(write.oid())) {
                    removed.add(write.oid());
                }
            }
        }
        progress(Phase.KEEP, 0, storage.log().size());
        if (!request.dryRun()) {
            storage.removing(removed);
        }
    }

    private void keep() {
        for (CommittedTransaction transaction : storage.log().values()) {
            List<Write> writes = transaction.writes();
            before.add(writes);
            if (transaction.tid() <= upTo) {
                if (!request.dryRun()) {
                    writes.forEach(write -> cut(write.oid()));
                }
                writes = writes.stream()
                        .filter(write -> isKept(write.oid(), transaction.tid()))
                        .map(write -> storage.written(write.oid(), transaction.tid()))
                        .toList();
                if (!request.dryRun()) {
                    storage.replace(transaction, writes);
                }
            }
            if (transaction.tid() > upTo || !writes.isEmpty()) {
                after.add(writes);
            }
        }
        before.objects = after.objects = storage.objects();
        if (request.dryRun()) {
            after.objects -= removed.size();
        } else {
            before.objects += removed.size();
            storage.packed(upTo);
        }
    }

    private void cut(long oid) {
        Revision current = storage.stored(oid, upTo);
        storage.cut(oid, upTo, keeps(oid), serial -> isSeen(oid, serial, current));
    }

    private boolean isKept(long oid, long tid) {
        Revision current = storage.stored(oid, upTo);
        return keeps(oid) && current != null && (current.serial() == tid || isSeen(oid, tid, current));
    }

    /** Whether others see that revision of an object that is in a version, or was in one at the pack time. */
    private boolean isSeen(long oid, long serial, Revision current) {
        return outside(current.lineage()) == serial
                || outsideLater.getOrDefault(oid, Set.of()).contains(serial);
    }

    private static long outside(Lineage lineage) {
        return lineage == null ? 0 : lineage.nv();
    }

    private boolean keeps(long oid) {
        return request.keepUnreachable() || reachability.keeps(oid);
    }

    private byte[] currentRecord(long oid) {
        return record(oid, upTo);
    }

    private byte[] outsideRecord(long oid) {
        Revision current = storage.stored(oid, upTo);
        return current == null ? null : record(oid, outside(current.lineage()));
    }

    private byte[] record(long oid, long snapshot) {
        Revision stored = storage.stored(oid, snapshot);
        return stored == null ? null : stored.record();
    }

    private void progress(Phase phase, long done, long total) {
        request.monitor().progress(phase, done, total);
        guard.requireGoing();
    }

    private static final class Count {
        private long bytes;
        private long objects;
        private long revisions;
        private long transactions;

        void add(List<Write> writes) {
            transactions++;
            revisions += writes.size();
            writes.forEach(write -> bytes += write.record().length);
        }

        Contents get() {
            return new Contents(bytes, objects, revisions, transactions);
        }
    }
}
