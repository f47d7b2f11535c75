package dev.odb.core.isolation;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.core.ManagedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The same random transactions on one thread, interleaved step by step at random: what a seed shows once, it shows
 * again. Nothing may wait here, and nothing does, since no transaction holds a lock between two steps but prepared ones,
 * and whoever meets those loses at once.
 */
final class Interleaving implements AutoCloseable {
    private static final int RUNNING = 6;

    private final ManagedDatabase database;
    private final Random random;
    private final boolean serializable;
    private final Consumer<Prepared> afterPrepare;
    private final Boards boards;
    private final AtomicLong time = new AtomicLong();
    private final List<OdbConnection> connections = new ArrayList<>();
    private final Attempt[] running = new Attempt[RUNNING];
    private final List<Prepared> undecided = new ArrayList<>();
    private int decided;

    /**
     * Begins.
     *
     * @param isolation what the database is opened with
     * @param afterPrepare what is to happen to each branch that was prepared
     */
    Interleaving(ManagedDatabase database, long seed, Isolation isolation, Consumer<Prepared> afterPrepare) {
        this.database = database;
        this.random = new Random(seed);
        this.serializable = isolation == Isolation.SERIALIZABLE;
        this.afterPrepare = afterPrepare;
        this.boards = new Boards(database);
        for (int i = 0; i < RUNNING; i++) {
            connections.add(database.connect());
        }
    }

    Boards boards() {
        return boards;
    }

    /**
     * Runs one round.
     *
     * @param before runs when the board has been made
     * @param after runs before its final state is read
     */
    Outcome round(int transactions, Runnable before, Runnable after) {
        String root = boards.next();
        before.run();
        Round round = new Round(time::incrementAndGet);
        Body body = new Body(random, root, new AtomicLong());
        int left = transactions;
        int open = 0;
        decided = 0;
        while (left > 0 || open > 0) {
            int slot = random.nextInt(RUNNING);
            if (running[slot] != null) {
                if (!running[slot].go()) {
                    running[slot] = null;
                    open--;
                }
            } else if (left > 0) {
                running[slot] = begin(slot, body, round);
                left--;
                open++;
            }
            if (random.nextInt(10) == 0) {
                decide(round);
            }
            if (random.nextInt(200) == 0) {
                round.pack(database);
            }
        }
        while (!undecided.isEmpty()) {
            decide(round);
        }
        after.run();
        History history = new History(round.transactions(), boards.state(), serializable);
        return new Outcome(history, decided, round.packs(), round.failures());
    }

    private Attempt begin(int slot, Body body, Round round) {
        return random.nextBoolean()
                ? Attempt.onConnection(connections.get(slot), body, round, random)
                : Attempt.inBranch(database, body, round, random, this::prepared);
    }

    private void prepared(Prepared branch) {
        undecided.add(branch);
        afterPrepare.accept(branch);
    }

    private void decide(Round round) {
        if (!undecided.isEmpty()) {
            undecided.remove(random.nextInt(undecided.size())).decide(database, round, random);
            decided++;
        }
    }

    @Override
    public void close() {
        connections.forEach(OdbConnection::close);
    }
}
