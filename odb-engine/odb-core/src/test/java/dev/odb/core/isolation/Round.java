package dev.odb.core.isolation;

import dev.odb.ObjectDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What has been recorded in a round. All threads may use it. */
final class Round {
    private final LongSupplier clock;
    private final Journal journal;
    private final Queue<Transaction> over = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger packs = new AtomicInteger();

    Round(LongSupplier clock) {
        this(clock, Journal.NONE);
    }

    Round(LongSupplier clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    Recording begin() {
        return new Recording(clock, journal);
    }

    void over(Recording recording, boolean committed) {
        over.add(recording.end(ids.getAndIncrement(), committed));
    }

    /** Something other than a lost conflict ended a transaction. */
    void failed(Throwable failure) {
        failures.add(failure);
    }

    /** Packs the database up to now, as far as nobody reads the past. */
    void pack(ObjectDatabase database) {
        try {
            database.pack(Instant.now());
            packs.incrementAndGet();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    int packs() {
        return packs.get();
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    List<Transaction> transactions() {
        Transaction[] byId = new Transaction[ids.get()];
        over.forEach(transaction -> byId[transaction.id()] = transaction);
        return new ArrayList<>(List.of(byId));
    }
}
