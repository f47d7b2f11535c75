package dev.odb.replay;

import dev.odb.spi.LockDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What deliveries of messages lost, by message and receiver, from the commit that failed to the redelivery: a JMS transaction
 * commits after every interceptor has returned, so nobody is there to be told. Bounded and expiring; losing an entry
 * costs a wait, never correctness. All threads may use it.
 */
public final class LostObjects {
    private static final LostObjects SHARED = new LostObjects(Clock.systemUTC(), 10_000, Duration.ofMinutes(10));

    private final Clock clock;
    private final int bound;
    private final Duration life;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    LostObjects(Clock clock, int bound, Duration life) {
        this.clock = clock;
        this.bound = bound;
        this.life = life;
    }

    /** The one of this process. */
    public static LostObjects shared() {
        return SHARED;
    }

    /** Keeps what a delivery lost, beside what earlier deliveries of the message lost. */
    public synchronized void remember(String tag, LockDomain domain, long[] oids) {
        Entry entry = entries.remove(tag);
        List<Lost> all = entry == null ? new ArrayList<>() : new ArrayList<>(entry.lost);
        all.add(new Lost(domain, oids.clone()));
        entries.put(tag, new Entry(clock.instant().plus(life), all));
        while (entries.size() > bound) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Adds what is known about the message to the scope. */
    public synchronized void recall(String tag, ConflictScope scope) {
        Instant now = clock.instant();
        for (var oldest = entries.entrySet().iterator(); oldest.hasNext(); ) {
            Map.Entry<String, Entry> next = oldest.next();
            if (next.getValue().until.isAfter(now)) {
                break;
            }
            oldest.remove();
        }
        Entry entry = entries.get(tag);
        if (entry != null) {
            entry.lost.forEach(l -> scope.remember(l.domain, l.oids));
        }
    }

    /** Drops what is known about a message that was received. */
    public synchronized void forget(String tag) {
        entries.remove(tag);
    }

    private record Lost(LockDomain domain, long[] oids) {}

    private record Entry(Instant until, List<Lost> lost) {}
}
