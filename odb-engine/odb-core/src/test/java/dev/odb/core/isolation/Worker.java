package dev.odb.core.isolation;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One thread's transactions, of every kind: on a connection that goes on from transaction to transaction, replayed by
 * {@code transact}, in branches that end in one phase or two, and given up.
 */
final class Worker {
    private static final AtomicLong BRANCHES = new AtomicLong();

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

    void transaction() {
        Recording[] recording = {new Recording()};
        Consumer<Recording[]> way =
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> this::onConnection;
                    case 3 -> this::replayed;
                    case 4, 5 -> this::onePhase;
                    default -> this::twoPhases;
                };
        try {
            way.accept(recording);
        } catch (ConflictException lost) {
            round.over(recording[0], false);
        } catch (RuntimeException | Error e) {
            round.failed(e);
            round.over(recording[0], false);
        }
    }

    private boolean gaveUp() {
        return random.nextInt(10) == 0;
    }

    private void onConnection(Recording[] recording) {
        boolean done = false;
        try {
            body.run(connection, recording[0]);
            boolean commit = !gaveUp();
            recording[0].ending();
            if (commit) {
                connection.commit();
                done = true;
            }
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
        round.over(recording[0], done);
    }

    private void replayed(Recording[] recording) {
        boolean[] again = {false};
        database.transact(c -> {
            if (again[0]) {
                round.over(recording[0], false);
                recording[0] = new Recording();
            }
            again[0] = true;
            body.run(c, recording[0]);
            recording[0].ending();
            return null;
        });
        round.over(recording[0], true);
    }

    private Branch branch(Recording recording) {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        boolean done = false;
        try {
            body.run(branch.session(Board.class.getClassLoader()), recording);
            if (random.nextInt(4) == 0) {
                branch.detectConflict();
            }
            done = true;
        } finally {
            if (!done) {
                branch.rollback();
            }
        }
        return branch;
    }

    private void onePhase(Recording[] recording) {
        Branch branch = branch(recording[0]);
        boolean commit = !gaveUp();
        recording[0].ending();
        if (commit) {
            branch.commit();
        } else {
            branch.rollback();
        }
        round.over(recording[0], commit);
    }

    private void twoPhases(Recording[] recording) {
        Branch branch = branch(recording[0]);
        byte[] name = ByteBuffer.allocate(Long.BYTES)
                .putLong(BRANCHES.incrementAndGet())
                .array();
        BranchId id = new BranchId(8, name, new byte[] {1});
        if (branch.prepare(id) == Branch.Vote.PREPARED) {
            decider.prepared(id, recording[0]);
        } else {
            round.over(recording[0], true);
        }
    }
}
