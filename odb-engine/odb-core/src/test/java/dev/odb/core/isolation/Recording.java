package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A transaction that is running. One thread at a time. */
final class Recording {
    private final LongSupplier clock;
    private final Journal journal;
    private final String tag;
    private final long begin;
    private final List<Step> steps = new ArrayList<>();
    private long ending;

    /** Begins; the clock never goes back and all threads see the same. */
    Recording(LongSupplier clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        tag = journal.tag();
        begin = clock.getAsLong();
    }

    /** Its name in the journal, to be its description; null if there is none. */
    String tag() {
        return tag;
    }

    void step(Step step) {
        steps.add(step);
    }

    /** The deciding call follows, or one that makes it durable. */
    void ending() {
        ending = clock.getAsLong();
        journal.write(tag, transaction(0, ending, false), false);
    }

    Transaction end(int id, boolean committed) {
        long end = clock.getAsLong();
        Transaction over = transaction(id, end, committed);
        journal.write(tag, over, true);
        return over;
    }

    private Transaction transaction(int id, long end, boolean committed) {
        return new Transaction(id, begin, ending == 0 ? end : ending, end, committed, List.copyOf(steps));
    }
}
