package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A transaction that is running. One thread at a time. */
final class Recording {
    private final LongSupplier clock;
    private final long begin;
    private final List<Step> steps = new ArrayList<>();
    private long ending;

    /** Begins; the clock never goes back and all threads see the same. */
    Recording(LongSupplier clock) {
        this.clock = clock;
        begin = clock.getAsLong();
    }

    void step(Step step) {
        steps.add(step);
    }

    /** The deciding call follows. */
    void ending() {
        ending = clock.getAsLong();
    }

    Transaction end(int id, boolean committed) {
        long end = clock.getAsLong();
        return new Transaction(id, begin, ending == 0 ? end : ending, end, committed, List.copyOf(steps));
    }
}
