package dev.odb.sample.service;

import dev.odb.replay.ConflictScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** How often work was done again since the server started: a look at conflicts, not data. */
@ApplicationScoped
public class Repetitions {
    private final LongAdder replays = new LongAdder();
    private final LongAdder redeliveries = new LongAdder();

    /** Called once in each attempt: how many came before it. */
    public int replaysSoFar() {
        ConflictScope scope = ConflictScope.current();
        if (scope == null || scope.attempt() == 1) {
            return 0;
        }
        replays.increment();
        return scope.attempt() - 1;
    }

    /** A message came another time. */
    public void redelivered() {
        redeliveries.increment();
    }

    /** Transactions run again. */
    public long replays() {
        return replays.sum();
    }

    /** Messages that came another time. */
    public long redeliveries() {
        return redeliveries.sum();
    }
}
