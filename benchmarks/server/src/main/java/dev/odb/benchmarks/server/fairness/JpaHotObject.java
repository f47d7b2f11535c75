package dev.odb.benchmarks.server.fairness;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.GroupForce;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * As an application writes it: a loop around the transaction that waits at random, twice as long after each conflict, and
 * gives up never. H2 does not force at a commit, so this does, once for all that wait.
 */
final class JpaHotObject implements HotObject {
    private static final int MOST_DOUBLINGS = 6;

    private final EntityManager entities;
    private final UserTransaction transaction;
    private final GroupForce force;
    private final LongAdder attempts = new LongAdder();

    /** With force null a commit is not forced. */
    JpaHotObject(EntityManager entities, UserTransaction transaction, GroupForce force) {
        this.entities = entities;
        this.transaction = transaction;
        this.force = force;
    }

    @Override
    public String name() {
        return "Hibernate + H2, a loop" + (force == null ? ", not forced" : "");
    }

    @Override
    public void create() throws Exception {
        in(() -> {
            HotRow old = entities.find(HotRow.class, 0);
            if (old == null) {
                entities.persist(new HotRow(IssueText.of(0)));
            } else {
                old.status(0);
            }
            return null;
        });
    }

    @Override
    public void increment() throws Exception {
        for (int lost = 0; !tryIncrement(); lost++) {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(lost, MOST_DOUBLINGS)) + 1);
        }
        if (force != null) {
            force.await();
        }
    }

    private boolean tryIncrement() throws Exception {
        attempts.increment();
        try {
            in(() -> {
                HotRow row = entities.find(HotRow.class, 0);
                row.status(row.status() + 1);
                return null;
            });
            return true;
        } catch (Exception e) {
            if (isConflict(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public int amount() throws Exception {
        return in(() -> entities.find(HotRow.class, 0).status());
    }

    @Override
    public long attempts() {
        return attempts.sum();
    }

    private <T> T in(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            T result = work.call();
            transaction.commit();
            return result;
        } finally {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        }
    }

    /** Another version, or a lock of the row that was not to be had. */
    private static boolean isConflict(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof OptimisticLockException) {
                return true;
            }
            if (t instanceof SQLException sql
                    && ("HYT00".equals(sql.getSQLState()) || "40001".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
