package dev.odb.core.kill;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The process that is killed: writers that commit in one phase or two and say on standard output, a line each, what they
 * are about to do and what was acknowledged to them. Ends only by being killed or by an error.
 */
final class KilledWriters {
    private final ManagedDatabase database;

    private KilledWriters(ManagedDatabase database) {
        this.database = database;
    }

    /** Arguments: folder, number of writers, seed. */
    public static void main(String[] arguments) throws InterruptedException {
        ManagedDatabase database = Engine.open(OdbConfiguration.of("odb:file:" + arguments[0]));
        int writers = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        for (int i = 0; i < writers; i++) {
            int writer = i;
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> new KilledWriters(database).write(writer, random), "writer-" + i);
            thread.setUncaughtExceptionHandler((failed, e) -> {
                e.printStackTrace();
                System.exit(1);
            });
            thread.start();
        }
    }

    private void write(int writer, Random random) {
        long number = database.transact(connection -> last(connection, writer)) + 1;
        while (true) {
            if (random.nextInt(3) > 0) {
                say(Step.TRY, writer, number);
                long next = number;
                database.transact(connection -> {
                    ledger(connection).enter(writer, next);
                    return null;
                });
                say(Step.COMMITTED, writer, number);
            } else {
                twoPhase(writer, number, random.nextInt(4) > 0);
            }
            number++;
        }
    }

    private void twoPhase(int writer, long number, boolean commit) {
        BranchId id = branch(writer, number);
        say(Step.TRY, writer, number);
        while (!prepared(id, writer, number)) {
            // the journal or the list of accounts was changed by another writer: again, as a replay would
            Thread.onSpinWait();
        }
        say(Step.PREPARED, writer, number);
        if (commit) {
            say(Step.COMMITTING, writer, number);
            database.commitPrepared(id);
            say(Step.COMMITTED, writer, number);
        } else {
            say(Step.ROLLING_BACK, writer, number);
            database.rollbackPrepared(id);
            say(Step.ROLLED_BACK, writer, number);
        }
    }

    private boolean prepared(BranchId id, int writer, long number) {
        Branch branch = database.begin(new BranchSettings("writer-" + writer, () -> true));
        try {
            ledger(branch.session(Ledger.class.getClassLoader())).enter(writer, number);
            branch.prepare(id);
            return true;
        } catch (ConflictException e) {
            return false;
        } finally {
            branch.rollback();
        }
    }

    static BranchId branch(int writer, long number) {
        return new BranchId(4711, ByteBuffer.allocate(8).putLong(number).array(), new byte[] {(byte) writer});
    }

    static Ledger ledger(OdbConnection connection) {
        return connection.root("ledger", Ledger.class, Ledger::new);
    }

    private static long last(OdbConnection connection, int writer) {
        Ledger ledger = ledger(connection);
        return ledger.account(writer).entries.stream().mapToLong(n -> n).max().orElse(0);
    }

    private static void say(Step step, int writer, long number) {
        synchronized (System.out) {
            // one write to the pipe, so that a kill does not cut a line
            System.out.print(step + " " + writer + " " + number + "\n");
            System.out.flush();
        }
    }
}
