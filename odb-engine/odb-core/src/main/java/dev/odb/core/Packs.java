package dev.odb.core;

import dev.odb.PackOptions;
import dev.odb.PackProgress;
import dev.odb.PackProgress.Phase;
import dev.odb.PackReport;
import dev.odb.core.audit.Audit;
import dev.odb.core.inflow.Retention;
import dev.odb.core.inflow.Subscriptions;
import dev.odb.core.object.BlobGarbage;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Jfr;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import dev.odb.core.transaction.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Packs a database as far as nobody reads what would go. All threads may use it, one at a time. */
final class Packs {
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final DatabaseContext context;
    private final Storage storage;
    private final Snapshots snapshots;
    private final Audit audit;
    private final ReentrantLock one = new ReentrantLock();

    Packs(DatabaseContext context, Audit audit) {
        this.context = context;
        this.audit = audit;
        storage = context.storage();
        snapshots = context.commits().snapshots();
    }

    PackReport pack(PackOptions options, Subscriptions subscriptions) {
        if (one.isHeldByCurrentThread() || !one.tryLock()) {
            throw StorageMessages.packRuns(storage.location());
        }
        try {
            Retention retention = subscriptions.retention(asked(options), options.unheardKept(), options.dryRun());
            return options.dryRun() ? run(options, retention) : runBounded(options, retention);
        } catch (CancellationException e) {
            throw EngineMessages.packCancelled(storage.location(), e);
        } finally {
            one.unlock();
        }
    }

    /** Waits for a pack that runs; the next one removes nothing until the snapshot is released. Not for the listener of a pack. */
    Snapshots.Held hold() {
        if (one.isHeldByCurrentThread()) {
            throw StorageMessages.packRuns(storage.location());
        }
        one.lock();
        try {
            Snapshots.Held held = snapshots.takePast(storage.packedTid());
            boolean interrupted = false;
            while (held == null) {
                // another process packs; with the flag set nobody would wait
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(PAUSE);
                held = snapshots.takePast(storage.packedTid());
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return held;
        } finally {
            one.unlock();
        }
    }

    private PackReport runBounded(PackOptions options, Retention retention) {
        long bound = storage.packedTid();
        // whoever comes from here on sees at least what is asked for; who was there before is looked at after this
        snapshots.bound(Math.max(bound, retention.upTo()));
        try {
            PackReport report = run(options, retention);
            bound = report.effectiveTid();
            retention.warn(bound);
            return report;
        } finally {
            snapshots.bound(bound);
        }
    }

    private PackReport run(PackOptions options, Retention retention) {
        PackEvent event = Jfr.isUsed() ? PackEvent.start() : null;
        PackReport report = event == null ? run(options, retention, phase -> {}) : run(options, retention, event::in);
        if (event != null) {
            event.packed(storage.location(), report);
        }
        return report;
    }

    private PackReport run(PackOptions options, Retention retention, Consumer<Phase> in) {
        long packed = storage.packedTid();
        long asked = retention.upTo();
        Snapshots.Held oldest = snapshots.oldestBelow(asked);
        String reason = oldest == null ? retention.reason() : oldest.toString();
        boolean heldBack = !reason.isEmpty();
        long upTo = oldest == null ? asked : oldest.tid();
        if (upTo <= packed && packed > 0) {
            reason = reason + (reason.isEmpty() ? "" : ", and ") + "it was packed to " + Tids.instant(packed)
                    + " before";
        }
        PackMonitor monitor = (phase, done, total) -> {
            in.accept(phase);
            progress(options, new PackProgress(phase, done, total));
        };
        if (!options.dryRun()) {
            snapshots.bound(Math.max(packed, upTo));
            audit.packing(options.auditTrail(), upTo, monitor);
        }
        PackResult result = storage.pack(new PackRequest(
                upTo,
                options.dryRun(),
                options.keepUnreachable(),
                RecordInfo::references,
                monitor,
                context.commits()::whileNobodyCommits));
        if (!result.heldBack().isEmpty()) {
            heldBack = true;
            reason = reason.isEmpty() ? result.heldBack() : reason + ", and " + result.heldBack();
        }
        if (!options.dryRun()) {
            audit.packed(options.auditTrail());
            new BlobGarbage(context).collect();
        }
        Instant effective = !heldBack && upTo > packed ? options.before() : Tids.instant(result.packedTid());
        return new PackReport(
                options.before(),
                effective,
                result.packedTid(),
                reason,
                retention.passedOver(result.packedTid()),
                options.dryRun(),
                result.before(),
                result.after());
    }

    /** The newest transaction that may be packed for what is asked. */
    private long asked(PackOptions options) {
        return Math.min(storage.lastTid(), Tids.upTo(options.before()));
    }

    private static void progress(PackOptions options, PackProgress progress) {
        if (!options.listener().progress(progress)) {
            throw new CancellationException("the listener said so");
        }
    }
}
