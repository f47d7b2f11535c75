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

/** One transaction from its begin to its end, step by step; what became of it is told to the round. */
abstract class Attempt {
    private static final AtomicLong BRANCHES = new AtomicLong();
    private static final int PROCESS_BITS = 48;

    final Round round;
    final Random random;
    final Recording recording;
    private Body.Running running;

    private Attempt(Round round, Random random) {
        this.round = round;
        this.random = random;
        this.recording = round.begin();
    }

    /** The branches of this process are those of that number. */
    static void beginBranches(long process) {
        BRANCHES.set(process << PROCESS_BITS);
    }

    /** The number of the process that prepared it. */
    static long process(BranchId branch) {
        return ByteBuffer.wrap(branch.globalId()).getLong() >> PROCESS_BITS;
    }

    /** On a connection that goes on from transaction to transaction. */
    static Attempt onConnection(OdbConnection connection, Body body, Round round, Random random) {
        return new OnConnection(connection, round, random).with(body, connection);
    }

    /**
     * In a branch that ends in one phase or two.
     *
     * @param prepared takes those that were prepared, to be decided later
     */
    static Attempt inBranch(
            ManagedDatabase database, Body body, Round round, Random random, Consumer<Prepared> prepared) {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        return new InBranch(branch, prepared, round, random).with(body, branch.session(Board.class.getClassLoader()));
    }

    final Attempt with(Body body, OdbConnection connection) {
        running = body.begin(connection, recording);
        return this;
    }

    /** Does the next step or ends the transaction; false if it is over. */
    final boolean go() {
        try {
            if (running.step()) {
                return true;
            }
            end();
        } catch (ConflictException lost) {
            rollback();
            round.over(recording, false);
        } catch (RuntimeException | Error e) {
            round.failed(e);
            rollback();
            round.over(recording, false);
        }
        return false;
    }

    final boolean givesUp() {
        return random.nextInt(10) == 0;
    }

    abstract void end();

    abstract void rollback();

    private static final class OnConnection extends Attempt {
        private final OdbConnection connection;

        OnConnection(OdbConnection connection, Round round, Random random) {
            super(round, random);
            this.connection = connection;
        }

        @Override
        void end() {
            boolean commit = !givesUp();
            recording.ending();
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            round.over(recording, commit);
        }

        @Override
        void rollback() {
            connection.rollback();
        }
    }

    private static final class InBranch extends Attempt {
        private final Branch branch;
        private final Consumer<Prepared> prepared;

        InBranch(Branch branch, Consumer<Prepared> prepared, Round round, Random random) {
            super(round, random);
            this.branch = branch;
            this.prepared = prepared;
        }

        @Override
        void end() {
            if (random.nextInt(4) == 0) {
                branch.detectConflict();
            }
            if (random.nextBoolean()) {
                prepare();
                return;
            }
            boolean commit = !givesUp();
            recording.ending();
            if (commit) {
                branch.commit();
            } else {
                branch.rollback();
            }
            round.over(recording, commit);
        }

        private void prepare() {
            recording.ending();
            long number = BRANCHES.incrementAndGet();
            byte[] name = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            BranchId id = new BranchId(8, name, new byte[] {1});
            if (branch.prepare(id) == Branch.Vote.PREPARED) {
                prepared.accept(new Prepared(id, recording));
            } else {
                round.over(recording, true);
            }
        }

        @Override
        void rollback() {
            branch.rollback();
        }
    }
}
