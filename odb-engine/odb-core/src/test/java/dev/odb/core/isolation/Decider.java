package dev.odb.core.isolation;

import dev.odb.core.ManagedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Decides prepared branches late, in any order, from a thread of its own. */
final class Decider implements Callable<Integer> {
    /** Nothing is left undecided for long. */
    static final int NONE_KEPT = 0;

    private static final int HELD_BACK = 2;

    private final ManagedDatabase database;
    private final Round round;
    private final Random random;
    private final int kept;
    private final BlockingQueue<Prepared> queue = new LinkedBlockingQueue<>();
    private final List<Prepared> waiting = new ArrayList<>();
    private volatile boolean last;

    /**
     * Of one round.
     *
     * @param kept how many stay undecided until the last, once there are so many
     */
    Decider(ManagedDatabase database, Round round, Random random, int kept) {
        this.kept = kept;
        this.database = database;
        this.round = round;
        this.random = random;
    }

    void prepared(Prepared branch) {
        queue.add(branch);
    }

    /** No more will come. */
    void last() {
        last = true;
    }

    /** Works until all are decided; gives how many there were. */
    @Override
    public Integer call() throws InterruptedException {
        int decided = 0;
        while (true) {
            boolean nothingFollows = last;
            Prepared next = queue.poll(1, TimeUnit.MILLISECONDS);
            if (next != null) {
                waiting.add(next);
            }
            int keep = next != null ? Math.max(kept, HELD_BACK) : nothingFollows ? 0 : kept;
            if (waiting.size() > keep) {
                waiting.remove(random.nextInt(waiting.size())).decide(database, round, random);
                decided++;
            } else if (next == null && nothingFollows) {
                return decided;
            }
        }
    }
}
