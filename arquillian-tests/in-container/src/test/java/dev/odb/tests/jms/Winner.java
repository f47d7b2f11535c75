package dev.odb.tests.jms;

import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Comments on an issue in a transaction that is prepared here and decided only when it is told to. */
@ApplicationScoped
public class Winner {
    @Resource
    private ManagedThreadFactory threads;

    @Resource(lookup = "java:jboss/TransactionManager")
    private TransactionManager transactions;

    @Inject
    private Database database;

    private SlowResource other;
    private FutureTask<Void> work;

    /** Returns when the transaction holds the issue. */
    void hold(String key) throws Exception {
        other = new SlowResource();
        work = new FutureTask<>(() -> {
            transactions.begin();
            database.here(connection -> {
                connection.root("issues", Issues.class).get(key).comment("the winner's");
                return null;
            });
            transactions.getTransaction().enlistResource(other);
            transactions.commit();
            return null;
        });
        threads.newThread(work).start();
        if (!other.asked.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The transaction was not prepared");
        }
    }

    /** Lets it commit, and waits for that; does nothing if it does not hold anything. */
    void release() throws Exception {
        if (work != null) {
            other.answer.countDown();
            work.get(1, TimeUnit.MINUTES);
            work = null;
        }
    }

    /** Asked to prepare after the object database, it takes its time. */
    private static final class SlowResource implements XAResource {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public int prepare(Xid xid) throws XAException {
            asked.countDown();
            try {
                if (answer.await(3, TimeUnit.MINUTES)) {
                    return XA_OK;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new XAException(XAException.XA_RBROLLBACK);
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void commit(Xid xid, boolean onePhase) {}

        @Override
        public void rollback(Xid xid) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public Xid[] recover(int flags) {
            return new Xid[0];
        }

        @Override
        public boolean isSameRM(XAResource another) {
            return another == this;
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
