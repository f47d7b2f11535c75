package dev.odb.core.isolation;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.core.ManagedDatabase;
import java.util.Random;

/**
 * One thread's transactions, of every kind: on a connection that goes on from transaction to transaction, replayed by
 * {@code transact}, in branches that end in one phase or two, and given up.
 */
final class Worker {
    private static final int PACK_AFTER = 20;

    private final ManagedDatabase database;
    private final OdbConnection connection;
    private final Random random;
    private final Round round;
    private final Decider decider;
    private final Body body;

    /** Works in one round; the connection comes from the round before. */
    Worker(ManagedDatabase database, OdbConnection connection, Random random, Round round, Decider decider, Body body) {
        this.database = database;
        this.connection = connection;
        this.random = random;
        this.round = round;
        this.decider = decider;
        this.body = body;
    }

    /** Packs the database now and then, between two transactions. */
    void pack() {
        if (random.nextInt(PACK_AFTER) == 0) {
            round.pack(database);
        }
    }

    void transaction() {
        switch (random.nextInt(8)) {
            case 0 -> replayed();
            case 1, 2, 3 -> run(Attempt.onConnection(connection, body, round, random));
            default -> run(Attempt.inBranch(database, body, round, random, decider::prepared));
        }
    }

    private void run(Attempt attempt) {
        while (attempt.go()) {
            pause();
        }
    }

    private void pause() {
        if (random.nextInt(3) == 0) {
            Thread.yield();
        }
    }

    private void replayed() {
        Recording[] recording = {null};
        boolean done = false;
        try {
            database.transact(c -> {
                if (recording[0] != null) {
                    round.over(recording[0], false);
                }
                recording[0] = round.begin();
                Body.Running running = body.begin(c, recording[0]);
                while (running.step()) {
                    pause();
                }
                recording[0].ending();
                return null;
            });
            done = true;
        } catch (ConflictException lost) {
            // the last attempt
        } catch (RuntimeException | Error e) {
            round.failed(e);
        }
        if (recording[0] != null) {
            round.over(recording[0], done);
        }
    }
}
