package dev.odb.tests.commit;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.Callable;

/** Takes steps in one transaction; an exception of any kind rolls it back. */
@ApplicationScoped
public class Writer {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Rows rows;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Inject
    private Database database;

    /** One step of a transaction. */
    @FunctionalInterface
    interface Step {
        void take(Writer writer, String key) throws Exception;
    }

    /** An application's own exception. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
    }

    static final Step OBJECT = (writer, key) -> writer.issues.add(key);

    static final Step ROW = (writer, key) -> writer.rows.insert(key);

    static final Step REFUSE = (writer, key) -> {
        throw new Refused();
    };

    /** Lets H2 refuse: its own prepare finds its session closed. */
    static final Step ABORT_ROW = (writer, key) -> writer.rows.abort(writer.rows.session());

    /** Another transaction changes the object and commits first. */
    static final Step OVERTAKE_OBJECT = (writer, key) -> writer.database.inNew(
            connection -> connection.root("issues", Issues.class).add("other " + key));

    /** The same while this transaction ends: the object database can only refuse at prepare. */
    static final Step OVERTAKE_OBJECT_AT_THE_END =
            (writer, key) -> writer.registry.registerInterposedSynchronization(new BeforeTheEnd(() -> {
                OVERTAKE_OBJECT.take(writer, key);
                return null;
            }));

    /** Runs something when the transaction manager begins to end the transaction, after what was registered before. */
    private record BeforeTheEnd(Callable<Void> work) implements Synchronization {
        @Override
        public void beforeCompletion() {
            try {
                work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            // only the moment before the end matters
        }
    }

    @Transactional(rollbackOn = Exception.class)
    public void take(String key, List<Step> steps) throws Exception {
        for (Step step : steps) {
            step.take(this, key);
        }
    }
}
