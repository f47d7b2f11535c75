package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.List;

/** A transaction that is running. One thread at a time. */
final class Recording {
    private final long begin = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private long ending;

    void step(Step step) {
        steps.add(step);
    }

    /** The deciding call follows. */
    void ending() {
        ending = System.nanoTime();
    }

    Transaction end(int id, boolean committed) {
        long end = System.nanoTime();
        return new Transaction(id, begin, ending == 0 ? end : ending, end, committed, List.copyOf(steps));
    }
}
