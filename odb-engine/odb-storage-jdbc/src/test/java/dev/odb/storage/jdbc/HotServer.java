package dev.odb.storage.jdbc;

import dev.odb.ConflictException;
import dev.odb.core.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A server whose threads change one field of one object as often as they can: arguments are the database's URL, its own name and
 * how often. Says {@code attempts} with how many of its transactions were committed at the first, second, ... attempt.
 */
final class HotServer {
    static final int THREADS = 2;

    private final Engine database;
    private final AtomicIntegerArray attempts = new AtomicIntegerArray(6);

    private HotServer(Engine database) {
        this.database = database;
    }

    /** Runs one until its input ends. */
    public static void main(String[] arguments) throws Exception {
        try (Engine database = new Servers(arguments[0]).open()) {
            HotServer server = new HotServer(database);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            System.out.println("ready");
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                work.add(() -> server.add(arguments[1], Integer.parseInt(arguments[2])));
            }
            int exhausted = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                exhausted += each.get();
            }
            threads.shutdown();
            System.out.println("attempts of " + arguments[1] + " " + server.attempts + ", exhausted " + exhausted
                    + ", conflicts " + database.statistics().conflicts().lost());
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }

    private int add(String name, int times) {
        int exhausted = 0;
        for (int i = 0; i < times; i++) {
            int[] attempt = new int[1];
            try {
                database.transact(c -> {
                    attempt[0]++;
                    ((Job) c.roots().get("hot")).done(name);
                    return null;
                });
                attempts.incrementAndGet(attempt[0]);
            } catch (ConflictException e) {
                exhausted++;
            }
        }
        return exhausted;
    }
}
