package dev.odb.core.isolation;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.core.ManagedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Random transactions of many threads, in rounds. Threads keep their connections over all rounds. */
final class Workload implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int MINUTES = 5;

    private final ManagedDatabase database;
    private final Random seeds;
    private final boolean serializable;
    private final Boards boards;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<OdbConnection> connections = new ArrayList<>();

    /** For a database that is opened with that isolation. */
    Workload(ManagedDatabase database, long seed, Isolation isolation) {
        this(database, seed, isolation, THREADS);
    }

    /** The same with so many threads. */
    Workload(ManagedDatabase database, long seed, Isolation isolation, int threads) {
        this.database = database;
        this.serializable = isolation == Isolation.SERIALIZABLE;
        this.seeds = new Random(seed);
        this.boards = new Boards(database);
        for (int i = 0; i < threads; i++) {
            connections.add(database.connect());
        }
    }

    Boards boards() {
        return boards;
    }

    /**
     * Runs one round.
     *
     * @param transactions how many are begun, replays not counted
     */
    Outcome round(int transactions) throws Exception {
        String root = boards.next();
        Round round = new Round(System::nanoTime);
        int prepared = run(root, round, transactions, new AtomicLong(), Decider.NONE_KEPT, true);
        History history = new History(round.transactions(), boards.state(), serializable);
        return new Outcome(history, prepared, round.packs(), round.failures());
    }

    /**
     * Runs transactions on a board that others may use as well.
     *
     * @param numbers gives values that nobody else has
     * @param kept how many branches stay undecided meanwhile
     * @param packing whether to pack now and then
     * @return how many branches were decided late
     */
    int run(String root, Round round, int transactions, AtomicLong numbers, int kept, boolean packing)
            throws Exception {
        Decider decider = new Decider(database, round, new Random(seeds.nextLong()), kept);
        Future<Integer> deciding = threads.submit(decider);
        AtomicLong left = new AtomicLong(transactions);
        CyclicBarrier start = new CyclicBarrier(connections.size());
        List<Future<?>> working = new ArrayList<>();
        for (OdbConnection connection : connections) {
            Random random = new Random(seeds.nextLong());
            Body body = new Body(random, root, numbers);
            Worker worker = new Worker(database, connection, random, round, decider, body);
            boolean packs = packing && working.isEmpty();
            working.add(threads.submit(() -> {
                start.await();
                while (left.getAndDecrement() > 0) {
                    worker.transaction();
                    if (packs) {
                        worker.pack();
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : working) {
            one.get(MINUTES, TimeUnit.MINUTES);
        }
        decider.last();
        return deciding.get(MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.forEach(OdbConnection::close);
    }
}
