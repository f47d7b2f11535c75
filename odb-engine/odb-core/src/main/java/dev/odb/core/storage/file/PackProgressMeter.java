package dev.odb.core.storage.file;

import dev.odb.PackProgress.Phase;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.local.OnePack;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Passes progress on, not too often: of reading and keeping a position in the old log, of following a number. One thread. */
final class PackProgressMeter implements ObjLongConsumer<Phase> {
    private static final long INTERVAL = 100_000_000;

    private final OnePack guard;
    private final PackMonitor monitor;
    private final Log old;
    private final Map<Phase, Long> totals = new EnumMap<>(Phase.class);
    private Phase last;
    private long lastTime;

    PackProgressMeter(OnePack guard, PackMonitor monitor, Log old) {
        this.guard = guard;
        this.monitor = monitor;
        this.old = old;
        expect(Phase.READ, old.used());
    }

    /** So much there is to do in a phase. */
    void expect(Phase phase, long total) {
        totals.put(phase, total);
    }

    @Override
    public void accept(Phase phase, long value) {
        long now = System.nanoTime();
        if (phase != last || now - lastTime > INTERVAL) {
            last = phase;
            lastTime = now;
            long total = totals.getOrDefault(phase, 0L);
            long done = phase == Phase.FOLLOW ? value : old.usedBefore(value);
            monitor.progress(phase, Math.min(done, total), total);
        }
        guard.requireGoing();
    }
}
