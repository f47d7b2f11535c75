package dev.odb.junit.impl;

import dev.odb.junit.CrashPoint;
import dev.odb.junit.Crashes;
import dev.odb.junit.Transactions.Action;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** Crashes of databases in files. */
final class RecoveredCrashes implements Crashes {
    private final Databases databases;
    private final AwaitedCrash crash;
    private final OwnTransactions transactions;

    RecoveredCrashes(Databases databases, AwaitedCrash crash, OwnTransactions transactions) {
        this.databases = databases;
        this.crash = crash;
        this.transactions = transactions;
    }

    @Override
    public <X extends Exception> void crash(CrashPoint point, Action<X> call) throws X {
        if (!databases.onDisk()) {
            throw JunitMessages.notOnDisk();
        }
        if (transactions.left() != null) {
            throw JunitMessages.crashInTransaction();
        }
        crash.await(point, databases::save);
        Exception thrown = null;
        boolean crashed;
        try {
            call.run();
        } catch (Exception e) {
            thrown = e;
        } finally {
            crashed = crash.stopWaiting();
        }
        if (!crashed) {
            throw RecoveredCrashes.<X>notReached(point, thrown);
        }
        recover();
    }

    /** What the call threw, of type X or unchecked, is why it did not get there. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> X notReached(CrashPoint point, Exception thrown) {
        if (thrown == null) {
            throw JunitMessages.pointNotReached(point);
        }
        return (X) thrown;
    }

    private void recover() {
        if (transactions.left() != null) {
            transactions.rollback();
        }
        databases.reopenSaved();
        Narayana.recover(databases.resources());
        int inDoubt = 0;
        for (XAResource resource : databases.resources()) {
            inDoubt += inDoubt(resource);
        }
        if (inDoubt > 0) {
            throw JunitMessages.inDoubt(inDoubt);
        }
    }

    private static int inDoubt(XAResource resource) {
        try {
            return resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        } catch (XAException e) {
            throw JunitMessages.transactionManager(e);
        }
    }
}
