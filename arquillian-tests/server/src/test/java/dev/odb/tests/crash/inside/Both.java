package dev.odb.tests.crash.inside;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.transaction.xa.XAResource;

/** An object and another resource under one transaction manager. For one thread. */
final class Both {
    private static final String ROOT = "account";

    private final TransactionManager transactions;
    private final OdbConnectionFactory objects;
    private final Other other;

    Both(TransactionManager transactions, OdbConnectionFactory objects, Other other) {
        this.transactions = transactions;
        this.objects = objects;
        this.other = other;
    }

    void create() throws Exception {
        inTransaction(() -> object(connection -> connection.root(ROOT, Account.class, Account::new)));
        other.create();
    }

    /** Adds one to both in one transaction; the one used first is prepared, and committed, first. */
    void add(boolean oursFirst) throws Exception {
        inTransaction(() -> {
            if (oursFirst) {
                addToOurs();
                other.add();
            } else {
                other.add();
                addToOurs();
            }
        });
    }

    int ours() throws Exception {
        int[] value = new int[1];
        inTransaction(() -> value[0] =
                object(connection -> connection.root(ROOT, Account.class).balance()));
        return value[0];
    }

    int theirs() throws Exception {
        return other.value();
    }

    /** How many branches our XAResource lists. */
    int oursInDoubt() throws Exception {
        return inDoubt(
                () -> object(connection -> connection.root(ROOT, Account.class).balance()));
    }

    /** How many branches the other XAResource lists. */
    int theirsInDoubt() throws Exception {
        return inDoubt(other::touch);
    }

    private void addToOurs() {
        object(connection -> {
            connection.root(ROOT, Account.class).add(1);
            return null;
        });
    }

    private <T> T object(Function<OdbConnection, T> work) {
        try (OdbConnection connection = objects.getConnection()) {
            return work.apply(connection);
        }
    }

    /** Asks the XAResource that the transaction manager has of a transaction which does only that. */
    private int inDoubt(Step use) throws Exception {
        List<XAResource> enlisted = new ArrayList<>();
        int[] listed = new int[1];
        inTransaction(() -> {
            use.take();
            enlisted.addAll(TransactionImple.getTransaction().getResources().keySet());
            if (enlisted.size() != 1) {
                throw new IllegalStateException("Not one resource: " + enlisted);
            }
            listed[0] = enlisted.get(0).recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        });
        return listed[0];
    }

    private void inTransaction(Step step) throws Exception {
        transactions.begin();
        boolean done = false;
        try {
            step.take();
            done = true;
        } finally {
            if (!done) {
                transactions.rollback();
            }
        }
        transactions.commit();
    }

    private interface Step {
        void take() throws Exception;
    }
}
