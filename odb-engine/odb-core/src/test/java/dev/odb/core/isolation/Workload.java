package dev.odb.core.isolation;

import dev.odb.OdbConnection;
import dev.odb.core.ManagedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Random transactions in rounds, each on objects of its own, so that lists stay short and a history small. Threads keep
 * their connections over all rounds.
 */
final class Workload implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int LISTS = 3;

    private final ManagedDatabase database;
    private final Random seeds;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<OdbConnection> connections = new ArrayList<>();
    private int rounds;

    /** A round's history; failures are what no transaction may end in. */
    record Outcome(History history, int prepared, List<Throwable> failures) {}

    Workload(ManagedDatabase database, long seed) {
        this.database = database;
        this.seeds = new Random(seed);
        for (int i = 0; i < THREADS; i++) {
            connections.add(database.connect());
        }
    }

    /**
     * Runs one round.
     *
     * @param transactions how many are begun, replays not counted
     * @param before runs when the objects have been made
     * @param after runs before the final state is read
     */
    Outcome round(int transactions, Runnable before, Runnable after) throws Exception {
        String root = "board-" + ++rounds;
        database.transact(c -> c.roots().put(root, new Board(LISTS)));
        Round round = new Round();
        Decider decider = new Decider(database, round, new Random(seeds.nextLong()));
        before.run();
        Future<Integer> deciding = threads.submit(decider);
        AtomicLong numbers = new AtomicLong();
        AtomicLong left = new AtomicLong(transactions);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> working = new ArrayList<>();
        for (OdbConnection connection : connections) {
            Random random = new Random(seeds.nextLong());
            Body body = new Body(random, root, numbers);
            Worker worker = new Worker(database, connection, random, round, decider, body);
            working.add(threads.submit(() -> {
                start.await();
                while (left.getAndDecrement() > 0) {
                    worker.transaction();
                }
                return null;
            }));
        }
        for (Future<?> one : working) {
            one.get(5, TimeUnit.MINUTES);
        }
        decider.last();
        int prepared = deciding.get(1, TimeUnit.MINUTES);
        after.run();
        return new Outcome(new History(round.transactions(), state(root)), prepared, round.failures());
    }

    private History.State state(String root) {
        return state(database, root);
    }

    /** The oids of the first lists of the round, one of each kind. */
    Set<Long> firstLists() {
        return database.transact(c -> {
            Board board = c.root("board-" + rounds, Board.class);
            return Set.of(c.oid(board.holder(0)), c.oid(board.holder(1)));
        });
    }

    /** The state of the last round's objects. */
    History.State stateIn(ManagedDatabase reopened) {
        return state(reopened, "board-" + rounds);
    }

    private static History.State state(ManagedDatabase database, String root) {
        return database.transact(c -> {
            Board board = c.root(root, Board.class);
            List<List<Long>> lists = new ArrayList<>();
            for (int i = 0; i < board.lists(); i++) {
                lists.add(List.copyOf(board.list(i)));
            }
            Set<Long> keys = new TreeSet<>(board.map.keySet());
            return new History.State(lists, keys, board.census.get(), board.total.get());
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.forEach(OdbConnection::close);
    }
}
