package dev.odb.ra;

import static dev.odb.ra.TestServer.add;

import dev.odb.OdbConnectionFactory;
import java.io.Serializable;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A process that dies in a distributed transaction, or recovers what another one has left. */
final class DoubtfulProcess {
    static final int HALTED = 42;

    private DoubtfulProcess() {}

    /** Arguments: the folder of the database, and the call in which to halt, or "recover". */
    public static void main(String[] arguments) throws Exception {
        try (TestServer server = TestServer.at("odb:file:" + arguments[0])) {
            OdbConnectionFactory factory = server.factory();
            if (arguments[1].equals("recover")) {
                XAResource resource = server.adapter.getXAResources(null)[0];
                int before = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
                Narayana.recover(resource);
                int after = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
                server.inTransaction(() -> add(factory, "account", 10));
                System.out.println(
                        "in doubt " + before + ", then " + after + ", balance " + server.balance(factory, "account"));
            } else {
                server.create(factory, "account", 100);
                server.connections.wrap(resource -> new Halting(resource, arguments[1]));
                server.inTransaction(() -> {
                    add(factory, "account", 1);
                    server.transactions.getTransaction().enlistResource(new Agreeing());
                });
            }
        }
    }

    /** Halts the process after its prepare, or in the place of its commit. */
    private static final class Halting extends Recording {
        private final String call;

        Halting(XAResource inner, String call) {
            super(inner);
            this.call = call;
        }

        @Override
        public int prepare(Xid of) throws XAException {
            int vote = super.prepare(of);
            haltIn("prepare");
            return vote;
        }

        @Override
        public void commit(Xid of, boolean onePhase) throws XAException {
            haltIn("commit");
            super.commit(of, onePhase);
        }

        private void haltIn(String now) {
            if (call.equals(now)) {
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }

    /** The other resource; the transaction manager stores it with its decision. */
    private static final class Agreeing extends RefusingResource implements Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) {
            // it has nothing to commit
        }
    }
}
