package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/** The transaction manager's own call and a recovery pass may meet on one branch in doubt. */
class DecisionRaceTest {
    private static final int ROUNDS =
            (int) Math.max(20, 1000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    @Test
    void commitAndRollbackAtOnce_oneWinsAndTheOtherFindsNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.create(factory, "account", 0);
            OdbManagedConnection connection =
                    (OdbManagedConnection) server.definition("odb").createManagedConnection(null, null);
            XAResource recovery = server.adapter.getXAResources(null)[0];
            int committed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                TestXid xid = prepare(connection);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> commit = threads.submit(
                        decision(together, () -> connection.getXAResource().commit(xid, false)));
                Future<Boolean> rollback = threads.submit(decision(together, () -> recovery.rollback(xid)));

                assertThat(List.of(commit.get(), rollback.get())).containsExactlyInAnyOrder(true, false);
                committed += commit.get() ? 1 : 0;
            }
            assertThat(server.balance(factory, "account")).isEqualTo(committed);
            assertThat(recovery.recover(XAResource.TMSTARTRSCAN)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static TestXid prepare(OdbManagedConnection connection) throws Exception {
        TestXid xid = TestXid.next();
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        OdbConnectionHandle handle = (OdbConnectionHandle) connection.getConnection(null, null);
        handle.root("account", Account.class).add(1);
        handle.close();
        resource.end(xid, XAResource.TMSUCCESS);
        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
        return xid;
    }

    /** Whether this decision was the one; the other must be told that there is nothing to decide. */
    private static Callable<Boolean> decision(CyclicBarrier together, Decision decision) {
        return () -> {
            together.await();
            try {
                decision.make();
                return true;
            } catch (XAException e) {
                assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA);
                return false;
            }
        };
    }

    @FunctionalInterface
    private interface Decision {
        void make() throws XAException;
    }
}
