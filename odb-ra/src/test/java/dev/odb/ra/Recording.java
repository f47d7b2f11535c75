package dev.odb.ra;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Around an XAResource as IronJacamar's wrapper is; writes down what is called, and fails on demand. */
public class Recording implements XAResource {
    private final XAResource inner;
    final List<String> calls = new ArrayList<>();
    /** Short names of what commit has answered, if it was an error. */
    final List<String> errors = new ArrayList<>();

    final CountDownLatch rolledBack = new CountDownLatch(1);
    Xid xid;
    String failing = "";

    Recording(XAResource inner) {
        this.inner = inner;
    }

    /** Found by reflection, as in a server. */
    public XAResource getResource() {
        return inner;
    }

    @Override
    public void start(Xid of, int flags) throws XAException {
        xid = of;
        note(flags == TMJOIN ? "join" : flags == TMRESUME ? "resume" : "start");
        inner.start(of, flags);
    }

    @Override
    public void end(Xid of, int flags) throws XAException {
        note("end");
        inner.end(of, flags);
    }

    @Override
    public int prepare(Xid of) throws XAException {
        note("prepare");
        return inner.prepare(of);
    }

    @Override
    public void commit(Xid of, boolean onePhase) throws XAException {
        note(onePhase ? "commit(1)" : "commit");
        try {
            inner.commit(of, onePhase);
        } catch (XAException e) {
            errors.add(XaDatabase.name(e.errorCode));
            throw e;
        }
    }

    @Override
    public void rollback(Xid of) throws XAException {
        note("rollback");
        inner.rollback(of);
        rolledBack.countDown();
    }

    @Override
    public void forget(Xid of) throws XAException {
        note("forget");
        inner.forget(of);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return inner.recover(flags);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return inner.isSameRM(other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return inner.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return inner.setTransactionTimeout(seconds);
    }

    private void note(String call) throws XAException {
        if (call.equals(failing)) {
            throw new XAException(XAException.XAER_RMFAIL);
        }
        calls.add(call);
    }
}
