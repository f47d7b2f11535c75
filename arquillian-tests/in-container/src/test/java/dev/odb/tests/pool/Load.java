package dev.odb.tests.pool;

import static dev.odb.tests.pool.PooledIssues.issue;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbException;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that comment on two issues in each transaction, through two connections, each thread on issues of its own;
 * meanwhile something is done to the pool a number of times.
 */
final class Load {
    /** What a user may be told while a pool is flushed: the connection is closed, not enlisted, not to be had. */
    private static final Set<String> TOLD = Set.of("ODB-5020", "ODB-5026", "ODB-5027", "ODB-5200");

    private final PooledIssues issues;
    private final OdbConnectionFactory factory;
    private final ThreadFactory threads;
    private final AtomicInteger committed = new AtomicInteger();
    private final Collection<Exception> unexpected = new ConcurrentLinkedQueue<>();
    private int workers;

    Load(TransactionManager transactions, OdbConnectionFactory factory, ThreadFactory threads) {
        this.issues = new PooledIssues(transactions, factory);
        this.factory = factory;
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param committed how many transactions were said to be committed
     * @param unexpected what callers were told that they should not be
     */
    record Result(int committed, List<Exception> unexpected) {}

    /** What is done to the pool while the transactions run. */
    @FunctionalInterface
    interface Disturbance {
        void once(int round) throws Exception;
    }

    Result run(int number, int transactionsEach, int disturbances, Disturbance disturbance) throws Exception {
        workers = number;
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            keys.add("a" + i);
            keys.add("b" + i);
        }
        issues.start(keys.toArray(String[]::new));
        ExecutorService executor = Executors.newFixedThreadPool(workers, threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                running.add(executor.submit(() -> work(worker, transactionsEach)));
            }
            for (int round = 0; round < disturbances && running.stream().anyMatch(one -> !one.isDone()); round++) {
                disturbance.once(round);
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
        return new Result(committed.get(), List.copyOf(unexpected));
    }

    /** On all issues whose key begins so. */
    int comments(String prefix) throws Exception {
        int sum = 0;
        for (int i = 0; i < workers; i++) {
            sum += issues.comments(prefix + i);
        }
        return sum;
    }

    private void work(int worker, int count) {
        for (int i = 0; i < count; i++) {
            String text = "comment " + i;
            try {
                issues.inTransaction(() -> {
                    try (OdbConnection one = factory.getConnection();
                            OdbConnection two = factory.getConnection()) {
                        issue(one, "a" + worker).comment(text);
                        issue(two, "b" + worker).comment(text);
                    }
                });
                committed.incrementAndGet();
            } catch (OdbException e) {
                if (!TOLD.contains(e.code())) {
                    unexpected.add(e);
                }
            } catch (Exception e) {
                unexpected.add(e);
            }
        }
    }
}
