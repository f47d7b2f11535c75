package dev.odb.tests.pool;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Issues in the database of a pool, and transactions on them. */
final class PooledIssues {
    private final TransactionManager transactions;
    private final OdbConnectionFactory factory;

    PooledIssues(TransactionManager transactions, OdbConnectionFactory factory) {
        this.transactions = transactions;
        this.factory = factory;
    }

    /** Some work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Replaces all issues. */
    void start(String... keys) throws Exception {
        inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection()) {
                Issues issues = new Issues();
                for (String key : keys) {
                    issues.add(key);
                }
                connection.roots().put("issues", issues);
            }
        });
    }

    static Issue issue(OdbConnection connection, String key) {
        return connection.root("issues", Issues.class).get(key);
    }

    /** In the thread's transaction. */
    void comment(String key, String text) {
        try (OdbConnection connection = factory.getConnection()) {
            issue(connection, key).comment(text);
        }
    }

    /** In a transaction of its own. */
    int comments(String key) throws Exception {
        int[] count = new int[1];
        inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection()) {
                count[0] = issue(connection, key).comments().size();
            }
        });
        return count[0];
    }

    void inTransaction(Work work) throws Exception {
        transactions.begin();
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                transactions.rollback();
            }
        }
        transactions.commit();
    }

    /** While the thread's own transaction is suspended. */
    void inOtherTransaction(Work work) throws Exception {
        Transaction suspended = transactions.suspend();
        try {
            inTransaction(work);
        } finally {
            transactions.resume(suspended);
        }
    }

    /** Does the work in a transaction that the server's reaper ends while this thread is in it. */
    void inTransactionThatTimesOut(Work work) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        transactions.setTransactionTimeout(1);
        try {
            transactions.begin();
            transactions.getTransaction().registerSynchronization(new jakarta.transaction.Synchronization() {
                @Override
                public void beforeCompletion() {
                    throw new IllegalStateException("not reached: it times out");
                }

                @Override
                public void afterCompletion(int status) {
                    over.countDown();
                }
            });
            work.run();
            if (!over.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The transaction was not ended");
            }
        } finally {
            transactions.setTransactionTimeout(0);
            transactions.rollback();
        }
    }
}
