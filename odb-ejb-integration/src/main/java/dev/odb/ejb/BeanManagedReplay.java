package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Outcome;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Transactions;
import dev.odb.replay.Chain;
import dev.odb.replay.ConflictScope;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * A session bean that begins and ends its transactions itself: the invocation is replayed if all transactions that it began
 * were rolled back. The engine tells of those that use a database, and only of these.
 */
record BeanManagedReplay(RetryOnConflict settings) implements ReplayPlan {
    private static final String TRANSACTION = "java:comp/UserTransaction";

    /** A transaction that is there already is one that a stateful bean left open in an earlier invocation. */
    @Override
    public Object invoke(InvocationContext context, Transactions transactions) throws Exception {
        if (transactions.active()) {
            return context.proceed();
        }
        return EjbAttempts.run(
                settings, BeanManagedReplay::isLostCommit, outcome -> attempt(context, transactions, outcome));
    }

    /** The bean has caught what its commit has thrown, and may have wrapped it. */
    private static boolean isLostCommit(Exception thrown) {
        return Chain.of(thrown).first(RollbackException.class) != null;
    }

    private static Object attempt(InvocationContext context, Transactions transactions, Outcome outcome)
            throws Exception {
        ConflictScope.current().whenBegun(() -> transactions.afterCompletion(outcome::completed));
        try {
            return context.proceed();
        } catch (Exception e) {
            rollBackWhatIsOpen(transactions, e);
            throw e;
        }
    }

    /** The container would do so after the last attempt only, and the next one could not begin its own. */
    private static void rollBackWhatIsOpen(Transactions transactions, Exception thrown) {
        if (transactions.active()) {
            try {
                UserTransaction open = InitialContext.doLookup(TRANSACTION);
                open.rollback();
            } catch (NamingException | SystemException | IllegalStateException e) {
                thrown.addSuppressed(e);
            }
        }
    }
}
